package io.outrider.spl;

import io.outrider.spl.Command.Aggregate;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Tstats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code tstats}. Example: {@code summariesonly=false count min(_time) as firstTime from
 * datamodel=Endpoint.Processes where Processes.user!=x by Processes.dest, _time span=1h}.
 */
final class TstatsParser {

    private static final Set<String> BY = Set.of("by", "groupby");

    private final TokenStream tokens;

    TstatsParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Tstats parse(Position position) {
        List<Option> options = new ArrayList<>();
        List<Aggregate> aggregates = new ArrayList<>();
        while (!atClause()) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            if (tokens.peekSecond().is(TokenType.OPERATOR)) {
                options.add(option());
            } else {
                aggregates.add(aggregate());
            }
        }
        Name model = tokens.takeIfWord("from") ? model() : null;
        SearchExpression where = tokens.takeIfWord("where") ? new SearchExpressionParser(tokens, BY).parse() : null;
        List<ByField> by = atBy() ? by() : List.of();
        tokens.expectEnd("where, by or the end of tstats");
        return new Tstats(position, options, aggregates, model, where, by);
    }

    private boolean atClause() {
        Token next = tokens.peek();
        boolean clause = next.isWordInAnyCase("from") || next.isWordInAnyCase("where") || atBy();
        return next.is(TokenType.END) || clause && !tokens.peekSecond().is(TokenType.OPERATOR);
    }

    private boolean atBy() {
        return BY.stream().anyMatch(tokens.peek()::isWordInAnyCase);
    }

    private Option option() {
        Name name = tokens.expectName("an option");
        if (!tokens.peek().isOperator("=")) {
            throw tokens.expected("= behind the option " + name.text());
        }
        tokens.take();
        Token value = tokens.peek();
        if (!value.is(TokenType.WORD) && !value.is(TokenType.STRING)) {
            throw tokens.expected("a value for the option " + name.text());
        }
        return new Option(name, tokens.literal(tokens.take()));
    }

    private Aggregate aggregate() {
        Name function = tokens.expectName("an aggregation, an option or from");
        Name field = null;
        if (tokens.takeIf(TokenType.OPEN)) {
            field = tokens.expectName("a field in " + function.text() + "(...)");
            if (tokens.peek().is(TokenType.OPEN)) {
                // Example: count(eval(x>1))
                throw new SplException(
                        field.position(),
                        field.text(),
                        "expected a field in " + function.text() + "(...), but found the function " + field.text());
            }
            tokens.expect(TokenType.CLOSE, "behind the field of " + function.text());
        }
        return new Aggregate(function, field, null, as());
    }

    private @Nullable Name as() {
        return tokens.takeIfWord("as") ? tokens.expectName("a column's name behind AS") : null;
    }

    private Name model() {
        if (!tokens.takeIfWord("datamodel")) {
            throw tokens.expected("datamodel=... behind from");
        }
        if (tokens.peek().isOperator("=")) {
            tokens.take();
        }
        return tokens.expectName("the name of a data model");
    }

    private List<ByField> by() {
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
                options.add(option());
            }
            fields.add(new ByField(field, options));
        }
        if (fields.isEmpty()) {
            throw tokens.expected("a field behind by");
        }
        return fields;
    }
}
