package io.outrider.spl;

import io.outrider.spl.Command.Regex;
import org.jspecify.annotations.Nullable;

/** Parses {@code regex}. Examples: {@code process!="-r"}, {@code "access denied"}. */
final class RegexParser {

    private final TokenStream tokens;

    RegexParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Regex parse(Position position) {
        @Nullable Name field = null;
        boolean negated = false;
        if (tokens.peekSecond().is(TokenType.OPERATOR)) {
            field = tokens.expectName("a field behind regex");
            negated = tokens.take().text().equals("!=");
        }
        Literal expression = tokens.expectLiteral("a regular expression, or field=expression, behind regex");
        tokens.expectEnd("the end of regex; an expression with blanks stands in double quotes");
        return new Regex(position, field, negated, expression);
    }
}
