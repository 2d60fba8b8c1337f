package io.outrider.alert;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The message of a detection, parsed once: text in which {@code $field$} stands for a value of the row.
 *
 * <p>{@code $result.field$} means the same, as in Splunk's alert actions. A name holds letters, digits and {@code _ . - {
 * }}; a closed one may also hold blanks ({@code $PSWA Host$}). An unclosed {@code $dest}, as files of 2021 have it, counts
 * where the text ends or a blank follows, if need be behind a punctuation mark. Any other {@code $} stays as it is, {@code
 * $$} and {@code $5} too.
 *
 * <p>Values are data: a {@code $} in one is never looked at, and what could start a new line, or turn the direction of
 * the text, in a log or mail is replaced by a visible sign.
 */
final class MessageTemplate {

    /** What stands for a field that the row has not. */
    private static final String MISSING = "unknown";

    private final List<Part> parts;

    private MessageTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    static MessageTemplate parse(String message) {
        return new MessageTemplate(new MessageParser(message.strip()).parts());
    }

    /** The message for a row. Several values of a field are joined by {@code ", "}. */
    String render(Fields row) {
        return parts.stream().map(part -> part.render(row)).collect(Collectors.joining());
    }

    private static String shown(@Nullable Value value) {
        if (value == null) {
            return MISSING;
        }
        String text = value.texts().stream()
                .filter(Predicate.not(String::isEmpty))
                .map(MessageTemplate::oneLine)
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? MISSING : text;
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        Plain.text(text).codePoints().map(MessageTemplate::visible).forEach(line::appendCodePoint);
        return line.toString();
    }

    private static int visible(int c) {
        if (c < ' ') {
            return '\u2400' + c; // The control pictures, in ASCII's order: U+240A is the sign for a line feed.
        }
        if (c == 0x7F) {
            return '\u2421';
        }
        int type = Character.getType(c);
        boolean breaksLine = type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
        boolean turnsText = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
        return breaksLine || turnsText || type == Character.CONTROL ? '\uFFFD' : c;
    }

    /** A piece of a message. */
    sealed interface Part {

        String render(Fields row);
    }

    record Literal(String text) implements Part {
        @Override
        public String render(Fields row) {
            return text;
        }
    }

    record Field(String name) implements Part {
        @Override
        public String render(Fields row) {
            return shown(row.get(name));
        }
    }
}
