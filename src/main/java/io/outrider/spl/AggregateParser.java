package io.outrider.spl;

import io.outrider.spl.Command.Aggregate;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses aggregations and the fields to group by. Example: {@code count min(_time) AS first BY user, _time span=1h}. */
final class AggregateParser {

    private final TokenStream tokens;

    AggregateParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /** Example: {@code values(user) AS users}, {@code count(eval(code=4648))}, {@code count}. */
    Aggregate aggregate(String what) {
        Name function = tokens.expectName(what);
        Name field = null;
        EvalExpression expression = null;
        if (tokens.takeIf(TokenType.OPEN)) {
            field = tokens.expectName("a field in " + function.text() + "(...)");
            if (tokens.peek().is(TokenType.EXPRESSION)) {
                expression = tokens.expression(tokens.take());
                tokens.expect(TokenType.CLOSE, "behind the expression of eval");
                field = null;
            } else if (tokens.peek().is(TokenType.OPEN)) {
                // Example: dc(upper(user)), which stats takes as dc(eval(upper(user)))
                throw new SplException(
                        field.position(),
                        field.text(),
                        "expected a field in " + function.text() + "(...), but found the function " + field.text());
            }
            tokens.expect(TokenType.CLOSE, "behind the field of " + function.text());
        }
        return new Aggregate(function, field, expression, as());
    }

    private @Nullable Name as() {
        if (!tokens.takeIfWord("as")) {
            return null;
        }
        Token start = tokens.peek();
        Name name = tokens.expectName("a column's name behind AS");
        if (!tokens.peek().is(TokenType.OPEN) || tokens.peek().start() != start.end()) {
            return name;
        }
        // Example: values(x) AS flags(inherited); the parentheses belong to the name
        tokens.take();
        Name inside = tokens.expectName("a word in the name " + name.text() + "(...)");
        tokens.expect(TokenType.CLOSE, "to end the name " + name.text() + "(...)");
        return new Name(name.position(), name.text() + "(" + inside.text() + ")");
    }

    /** The fields behind {@code by}, which is the next token. */
    List<ByField> by() {
        tokens.take();
        List<ByField> fields = new ArrayList<>();
        while (!tokens.peek().is(TokenType.END)) {
            if (!fields.isEmpty() && tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            Name field = tokens.expectName("a field behind by");
            if (tokens.peek().is(TokenType.OPEN)) {
                // Example: PREFIX(user=)
                throw new SplException(
                        field.position(), field.text(), "expected a field, but found the function " + field.text());
            }
            List<Option> options = new ArrayList<>();
            while (tokens.peekSecond().is(TokenType.OPERATOR)) {
                options.add(tokens.option());
            }
            fields.add(new ByField(field, options));
        }
        if (fields.isEmpty()) {
            throw tokens.expected("a field behind by");
        }
        return fields;
    }
}
