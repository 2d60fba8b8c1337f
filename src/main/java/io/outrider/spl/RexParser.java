package io.outrider.spl;

import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Rex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code rex}: options and the expression in any order. Example: {@code field=a "(?<b>c)" max_match=0}. */
final class RexParser {

    private final TokenStream tokens;

    RexParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Rex parse(Position position) {
        List<Option> options = new ArrayList<>();
        @Nullable Literal expression = null;
        while (!tokens.peek().is(TokenType.END)) {
            if (tokens.atOption()) {
                options.add(tokens.option());
            } else if (tokens.peek().is(TokenType.STRING) && expression == null) {
                expression = tokens.literal(tokens.take());
            } else if (tokens.peek().is(TokenType.WORD) && tokens.peekSecond().is(TokenType.STRING)) {
                options.add(bareField());
            } else {
                throw tokens.expected("an option as field=..., or an expression in double quotes, behind rex");
            }
        }
        if (expression == null) {
            throw tokens.expected("an expression in double quotes behind rex");
        }
        return new Rex(position, options, expression);
    }

    /** Example: {@code rex user "(?<name>.*)"}, in which {@code field=} was forgotten. */
    private Option bareField() {
        Token field = tokens.take();
        tokens.warn(
                field,
                field.text(),
                "expected field=" + field.text() + " behind rex, but found '" + field.text() + "'");
        return new Option(
                new Name(tokens.position(field), "field"), new Literal(tokens.position(field), field.text(), false));
    }
}
