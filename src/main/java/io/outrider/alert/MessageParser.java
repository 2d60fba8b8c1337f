package io.outrider.alert;

import io.outrider.alert.MessageTemplate.Field;
import io.outrider.alert.MessageTemplate.Literal;
import io.outrider.alert.MessageTemplate.Part;
import java.util.ArrayList;
import java.util.List;

/** Takes the text of a {@link MessageTemplate} apart, going through it once from {@code $} to {@code $}. */
final class MessageParser {

    private static final String RESULT_PREFIX = "result.";

    private final String message;
    private final List<Part> parts = new ArrayList<>();
    private int literalStart = 0;

    MessageParser(String message) {
        this.message = message;
    }

    List<Part> parts() {
        int dollar = message.indexOf('$');
        while (dollar >= 0) {
            dollar = message.indexOf('$', field(dollar));
        }
        literal(message.length());
        return parts;
    }

    /** Takes what starts at a {@code $}; returns where to look for the next one. */
    private int field(int dollar) {
        int start = dollar + 1;
        int next = message.indexOf('$', start);
        if (next == start) { // Example: costs $$
            return next + 1;
        }
        int nameEnd = nameEnd(start);
        if (nameEnd == next && nameEnd > start) { // Example: $dest$
            return take(dollar, nameEnd, next + 1);
        }
        if (next > 0 && closes(next) && isPhrase(start, next)) { // Example: $PSWA Host$
            return take(dollar, next, next + 1);
        }
        int bareEnd = withoutPunctuation(start, nameEnd);
        if (bareEnd > start && isLetter(message.charAt(start)) && endsWord(bareEnd)) { // Example: from $dest
            return take(dollar, bareEnd, bareEnd);
        }
        return start;
    }

    private int take(int dollar, int nameEnd, int behind) {
        literal(dollar);
        String name = message.substring(dollar + 1, nameEnd);
        boolean prefixed = name.startsWith(RESULT_PREFIX) && name.length() > RESULT_PREFIX.length();
        parts.add(new Field(prefixed ? name.substring(RESULT_PREFIX.length()) : name));
        literalStart = behind;
        return behind;
    }

    private void literal(int end) {
        if (end > literalStart) {
            parts.add(new Literal(message.substring(literalStart, end)));
        }
    }

    private int nameEnd(int start) {
        int end = start;
        while (end < message.length() && isNameChar(message.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a {@code $} ends a name rather than starts one: no letter or digit follows it. */
    private boolean closes(int dollar) {
        char following = dollar + 1 < message.length() ? message.charAt(dollar + 1) : ' ';
        return !isLetter(following) && !Character.isDigit(following);
    }

    /** Whether the text is a name of several words, with single blanks between them. */
    private boolean isPhrase(int start, int end) {
        if (!isLetter(message.charAt(start)) || message.charAt(end - 1) == ' ') {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = message.charAt(i);
            boolean singleBlank = c == ' ' && message.charAt(i - 1) != ' ';
            if (!isNameChar(c) && !singleBlank) {
                return false;
            }
        }
        return true;
    }

    private int withoutPunctuation(int start, int end) {
        int last = end;
        while (last > start && (message.charAt(last - 1) == '.' || message.charAt(last - 1) == '-')) {
            last--;
        }
        return last;
    }

    private boolean endsWord(int end) {
        int i = end;
        while (i < message.length() && ".,;:!?)".indexOf(message.charAt(i)) >= 0) {
            i++;
        }
        return i == message.length() || Character.isWhitespace(message.charAt(i));
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNameChar(char c) {
        return Character.isLetterOrDigit(c) || "_.-{}".indexOf(c) >= 0;
    }
}
