package io.outrider.spl;

import io.outrider.spl.Command.Head;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code head} and {@code tail}. Examples: {@code head 5}, {@code head limit=5}, {@code tail}. */
final class HeadParser {

    private final TokenStream tokens;

    HeadParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Head parse(Position position, String name) {
        List<Option> options = new ArrayList<>();
        @Nullable Literal limit = null;
        while (!tokens.peek().is(TokenType.END)) {
            Token next = tokens.peek();
            if (next.isWordInAnyCase("limit") && tokens.atOption()) {
                if (limit != null) {
                    throw new SplException(
                            tokens.position(next),
                            "limit",
                            "expected one number of rows for " + name + ", but found a second");
                }
                limit = tokens.option().value();
            } else if (tokens.atOption()) {
                options.add(tokens.option());
            } else if (next.is(TokenType.WORD) && Numerals.isWhole(next.text()) && limit == null) {
                limit = tokens.literal(tokens.take());
            } else {
                // Example: head (count>5), which takes rows while the condition holds
                throw tokens.expected("a number of rows behind " + name);
            }
        }
        return new Head(position, name.equals("tail"), limit, options);
    }
}
