package io.outrider.explain;

import io.outrider.cim.Value;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts of events and detections as a terminal may show them: they may hold anything, and be of any length. */
public final class SafeText {

    /** Two lines of a terminal: what is looked for in a command line mostly stands in its first words. */
    private static final int LONGEST = 160;

    /** Of the values of a multivalue field; the others are counted. */
    private static final int MOST_VALUES = 5;

    private static final int NAMED_CONTROLS = 3;
    private static final String CONTROLS = "\n\r\t";
    private static final List<String> CONTROL_NAMES = List.of("<LF>", "<CR>", "<TAB>");

    private SafeText() {}

    /** The text with what would move the cursor, forge a line or turn the writing around spelled out: {@code <U+001B>}. */
    public static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int control = CONTROLS.indexOf(point);
            if (control >= 0 && control < NAMED_CONTROLS) {
                safe.append(CONTROL_NAMES.get(control));
            } else if (isUnseen(point)) {
                safe.append(String.format(Locale.ROOT, "<U+%04X>", point));
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    /** In quotes; a long one cut, with its length. */
    static String quoted(String text) {
        if (text.length() <= LONGEST) {
            return '"' + printable(text) + '"';
        }
        boolean cutsPair = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        String beginning = text.substring(0, cutsPair ? LONGEST - 1 : LONGEST);
        return '"' + printable(beginning) + "\"... (" + String.format(Locale.ROOT, "%,d", text.length())
                + " characters)";
    }

    /** A value as it was found; {@code absent} for {@code null}. */
    static String of(@Nullable Value value) {
        if (value == null) {
            return "absent";
        }
        if (value instanceof Value.Number number) {
            return number.text();
        }
        List<String> texts = value.texts();
        if (texts.size() == 1) {
            return quoted(texts.get(0));
        }
        StringBuilder all = new StringBuilder(texts.size() + " values: ");
        for (int i = 0; i < Math.min(MOST_VALUES, texts.size()); i++) {
            all.append(i == 0 ? "" : ", ").append(quoted(texts.get(i)));
        }
        return all.append(texts.size() > MOST_VALUES ? ", ..." : "").toString();
    }

    /** Names, separated by commas. */
    static String list(Iterable<String> names) {
        StringBuilder list = new StringBuilder();
        names.forEach(name -> list.append(list.isEmpty() ? "" : ", ").append(printable(name)));
        return list.toString();
    }
}
