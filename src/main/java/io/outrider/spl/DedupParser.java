package io.outrider.spl;

import io.outrider.spl.Command.Dedup;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.SortKey;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code dedup}. Example: {@code 2 user, host keepempty=true sortby -_time}. */
final class DedupParser {

    private final TokenStream tokens;

    DedupParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Dedup parse(Position position) {
        boolean counted = tokens.peek().is(TokenType.WORD)
                && Numerals.isWhole(tokens.peek().text());
        Literal count = counted ? tokens.literal(tokens.take()) : null;
        List<Option> options = new ArrayList<>();
        List<Name> fields = new ArrayList<>();
        List<SortKey> sortBy = new ArrayList<>();
        while (!tokens.peek().is(TokenType.END)) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            if (tokens.atOption()) {
                options.add(tokens.option());
            } else if (!sortBy.isEmpty()) {
                sortBy.add(new SortKeyParser(tokens).parse());
            } else if (!fields.isEmpty() && tokens.takeIfWord("sortby")) {
                sortBy.add(new SortKeyParser(tokens).parse());
            } else {
                fields.add(tokens.expectName("a field behind dedup"));
            }
        }
        if (fields.isEmpty()) {
            throw tokens.expected("a field behind dedup");
        }
        return new Dedup(position, count, options, fields, sortBy);
    }
}
