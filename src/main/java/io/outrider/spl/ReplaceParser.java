package io.outrider.spl;

import io.outrider.spl.Command.Replace;
import io.outrider.spl.Command.Replacement;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code replace}. Example: {@code "a*" WITH b, c WITH d IN x, y}. */
final class ReplaceParser {

    private final TokenStream tokens;

    ReplaceParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Replace parse(Position position) {
        List<Replacement> replacements = new ArrayList<>();
        do {
            Literal from = tokens.expectLiteral("a value to replace");
            if (!tokens.takeIfWord("with")) {
                throw tokens.expected("WITH behind " + from.text());
            }
            replacements.add(new Replacement(from, tokens.expectLiteral("a new value behind WITH")));
            tokens.takeIf(TokenType.COMMA);
        } while (!tokens.peek().is(TokenType.END) && !tokens.peek().isWordInAnyCase("in"));
        List<Name> fields = new ArrayList<>();
        if (tokens.takeIfWord("in")) {
            do {
                fields.add(tokens.expectName("a field behind IN"));
                tokens.takeIf(TokenType.COMMA);
            } while (!tokens.peek().is(TokenType.END));
        }
        return new Replace(position, replacements, fields);
    }
}
