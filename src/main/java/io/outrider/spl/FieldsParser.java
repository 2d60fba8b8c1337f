package io.outrider.spl;

import io.outrider.spl.Command.Fields;
import io.outrider.spl.Command.Table;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code fields} and {@code table}. Examples: {@code - a, b*}, {@code -a}, {@code _time user}. */
final class FieldsParser {

    private final TokenStream tokens;

    FieldsParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Fields fields(Position position) {
        Token first = tokens.peek();
        String text = first.is(TokenType.WORD) ? first.text() : "";
        boolean sign = text.startsWith("-") || text.startsWith("+");
        List<Name> names = new ArrayList<>();
        if (sign) {
            tokens.take();
            if (text.length() > 1) { // Example: fields -a
                names.add(new Name(tokens.position(first), text.substring(1)));
            }
        }
        names(names, "fields");
        return new Fields(position, !text.startsWith("-"), names);
    }

    Table table(Position position) {
        List<Name> names = new ArrayList<>();
        names(names, "table");
        return new Table(position, names);
    }

    private void names(List<Name> names, String command) {
        while (!tokens.peek().is(TokenType.END)) {
            if (!tokens.takeIf(TokenType.COMMA)) {
                names.add(tokens.expectName("a field behind " + command));
            }
        }
        if (names.isEmpty()) {
            throw tokens.expected("a field behind " + command);
        }
    }
}
