package io.outrider.spl;

import io.outrider.spl.EvalExpression.Binary;
import io.outrider.spl.EvalExpression.Call;
import io.outrider.spl.EvalExpression.Field;
import io.outrider.spl.EvalExpression.In;
import io.outrider.spl.EvalExpression.Negative;
import io.outrider.spl.EvalExpression.Not;
import io.outrider.spl.EvalExpression.Number;
import io.outrider.spl.EvalExpression.Subsearch;
import io.outrider.spl.EvalExpression.Text;
import java.util.ArrayList;
import java.util.List;

/** Parses eval expressions by precedence climbing, with the bindings of {@link EvalOperator}. */
final class EvalExpressionParser {

    // A chain of operators is a tree as deep as it is long, and later stages walk it by recursion. The longest
    // published
    // condition has 214 tokens.
    static final int MOST_TOKENS = 2_000;

    private final TokenStream tokens;

    /** @throws SplException if there are more tokens than {@link #MOST_TOKENS} */
    EvalExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        if (tokens.size() > MOST_TOKENS) {
            throw new SplException(
                    tokens.position(tokens.peek()),
                    "expression",
                    "expected an expression of at most " + MOST_TOKENS + " tokens, but found " + tokens.size());
        }
    }

    EvalExpression parse() {
        return parse(0);
    }

    private EvalExpression parse(int least) {
        EvalExpression left = operand();
        while (true) {
            Token token = tokens.peek();
            if (token.isWordInAnyCase("NOT") && least <= EvalOperator.IN.binding()) {
                left = negated(left);
                continue;
            }
            EvalOperator operator = EvalOperator.of(token);
            if (operator == null || operator.binding() < least) {
                return left;
            }
            tokens.take();
            left = operator == EvalOperator.IN
                    ? in(token, left)
                    : new Binary(tokens.position(token), operator, left, parse(operator.binding() + 1));
        }
    }

    /** Example: {@code user NOT IN ("a", "b")}, {@code user NOT LIKE "a%"}. */
    private EvalExpression negated(EvalExpression left) {
        Token not = tokens.take();
        Token token = tokens.peek();
        EvalOperator operator = EvalOperator.of(token);
        if (operator != EvalOperator.IN && operator != EvalOperator.LIKE) {
            throw tokens.expected("IN or LIKE behind NOT");
        }
        tokens.take();
        EvalExpression positive = operator == EvalOperator.IN
                ? in(token, left)
                : new Binary(tokens.position(token), operator, left, parse(operator.binding() + 1));
        return new Not(tokens.position(not), positive);
    }

    private EvalExpression in(Token token, EvalExpression subject) {
        tokens.expect(TokenType.OPEN, "behind IN");
        return new In(tokens.position(token), subject, arguments());
    }

    private EvalExpression operand() {
        tokens.enter();
        EvalExpression operand = nested();
        tokens.leave();
        return operand;
    }

    private EvalExpression nested() {
        Token token = tokens.peek();
        Position position = tokens.position(token);
        switch (token.type()) {
            case OPEN: // Example: (count > 5 OR user="x")
                tokens.take();
                EvalExpression inside = parse(0);
                tokens.expect(TokenType.CLOSE, "to end the group");
                return inside;
            case STRING:
                tokens.take();
                return new Text(position, token.text());
            case FIELD: // Example: 'Processes.user'
                tokens.take();
                return new Field(position, token.text());
            case NUMBER:
                tokens.take();
                return number(token);
            case SUBSEARCH:
                tokens.take();
                return new Subsearch(position, tokens.pipeline(token));
            case WORD:
                return word(token);
            case OPERATOR: // Example: -5
                if (token.isOperator("-")) {
                    tokens.take();
                    return new Negative(position, parse(EvalOperator.SIGN));
                }
                throw tokens.expected("a value");
            default:
                throw tokens.expected("a value");
        }
    }

    private EvalExpression word(Token token) {
        if (token.isWordInAnyCase("NOT")) {
            tokens.take();
            return new Not(tokens.position(token), parse(EvalOperator.NOT));
        }
        boolean call = tokens.peekSecond().is(TokenType.OPEN);
        if (EvalOperator.of(token) != null && !call) {
            throw tokens.expected("a value");
        }
        tokens.take();
        if (!call) {
            return new Field(tokens.position(token), token.text());
        }
        tokens.take();
        return new Call(tokens.position(token), token.text(), arguments());
    }

    /** What stands behind an opened parenthesis: expressions between commas, and the parenthesis that closes it. */
    private List<EvalExpression> arguments() {
        List<EvalExpression> arguments = new ArrayList<>();
        if (tokens.takeIf(TokenType.CLOSE)) {
            return arguments;
        }
        do {
            arguments.add(parse(0));
        } while (tokens.takeIf(TokenType.COMMA));
        tokens.expect(TokenType.CLOSE, "or a comma behind the argument");
        return arguments;
    }

    private Number number(Token token) {
        double number = Double.parseDouble(token.text());
        if (!Double.isFinite(number)) {
            throw new SplException(
                    tokens.position(token), token.text(), "expected a number in range, but found " + token.text());
        }
        return new Number(tokens.position(token), number);
    }
}
