package io.outrider.spl;

import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Spath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code spath}. Examples: {@code input=Data path=a.b output=c}, {@code output=c a.b}, {@code "x{}.y"}. */
final class SpathParser {

    private final TokenStream tokens;

    SpathParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Spath parse(Position position) {
        List<Option> options = new ArrayList<>();
        @Nullable Literal path = null;
        while (!tokens.peek().is(TokenType.END)) {
            if (tokens.atOption()) {
                options.add(tokens.option());
            } else if (path == null) {
                path = tokens.expectLiteral("an option or a path behind spath");
            } else {
                throw tokens.expected("an option or the end of spath");
            }
        }
        return new Spath(position, options, path);
    }
}
