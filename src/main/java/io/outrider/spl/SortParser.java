package io.outrider.spl;

import io.outrider.spl.Command.Sort;
import io.outrider.spl.Command.SortKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code sort}. Example: {@code 10 - count, num(x)}. A sign belongs to the one field behind it; {@code desc} at the
 * end turns every key round (Search Reference 9.0, sort).
 */
final class SortParser {

    private final TokenStream tokens;

    SortParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Sort parse(Position position) {
        @Nullable Literal limit = limit();
        List<SortKey> keys = new ArrayList<>();
        while (!tokens.peek().is(TokenType.END)) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            if (!keys.isEmpty() && atReverse()) {
                tokens.take();
                keys.replaceAll(key -> new SortKey(key.field(), !key.descending(), key.function()));
            } else {
                keys.add(new SortKeyParser(tokens).parse());
            }
        }
        if (keys.isEmpty()) {
            throw tokens.expected("a field to sort by");
        }
        return new Sort(position, limit, keys);
    }

    private @Nullable Literal limit() {
        if (tokens.peek().isWordInAnyCase("limit") && tokens.atOption()) {
            return tokens.option().value();
        }
        boolean number = tokens.peek().is(TokenType.WORD)
                && Numerals.isWhole(tokens.peek().text());
        return number ? tokens.literal(tokens.take()) : null;
    }

    private boolean atReverse() {
        boolean reverse = tokens.peek().isWordInAnyCase("desc") || tokens.peek().isWordInAnyCase("d");
        return reverse && tokens.peekSecond().is(TokenType.END);
    }
}
