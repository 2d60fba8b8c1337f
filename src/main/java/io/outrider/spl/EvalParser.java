package io.outrider.spl;

import io.outrider.spl.Command.Assignment;
import io.outrider.spl.Command.Eval;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code eval}. Example: {@code a=1, 'b.c' = a+1, cpu:disk = x/y}. */
final class EvalParser {

    private final TokenStream tokens;

    EvalParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Eval parse(Position position) {
        List<Assignment> assignments = new ArrayList<>();
        do {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            assignments.add(assignment());
            if (!tokens.peek().is(TokenType.COMMA)) {
                tokens.expectEnd("an operator, a comma or the end of eval");
            }
        } while (!tokens.peek().is(TokenType.END));
        if (assignments.isEmpty()) {
            throw tokens.expected("field=expression behind eval");
        }
        return new Eval(position, assignments);
    }

    private Assignment assignment() {
        Token field = tokens.peek();
        if (!field.is(TokenType.WORD) && !field.is(TokenType.STRING) && !field.is(TokenType.FIELD)) {
            throw tokens.expected("a field to assign to");
        }
        tokens.take();
        if (isDynamic(field.text())) {
            // Example: eval {name}=value, where the name of the field is the value of another
            throw new SplException(
                    tokens.position(field),
                    "{...} in a field's name",
                    "expected a fixed name for a field, but found '" + field.text()
                            + "', which names it by the value of another; it cannot be run");
        }
        if (!tokens.peek().isOperator("=")) {
            throw tokens.expected("= behind " + field.text());
        }
        tokens.take();
        return new Assignment(tokens.name(field), new EvalExpressionParser(tokens).parse());
    }

    private static boolean isDynamic(String name) {
        int open = name.indexOf('{');
        return open >= 0 && name.indexOf('}', open) > open + 1;
    }
}
