package io.outrider.spl;

import io.outrider.spl.Command.Aggregate;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Tstats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
        AggregateParser parts = new AggregateParser(tokens);
        List<Option> options = new ArrayList<>();
        List<Aggregate> aggregates = new ArrayList<>();
        while (!atClause()) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            if (tokens.peekSecond().is(TokenType.OPERATOR)) {
                options.add(tokens.option());
            } else {
                aggregates.add(parts.aggregate("an aggregation, an option or from"));
            }
        }
        Name model = tokens.takeIfWord("from") ? model() : null;
        SearchExpression where = tokens.takeIfWord("where") ? new SearchExpressionParser(tokens, BY).parse() : null;
        List<ByField> by = atBy() ? parts.by() : List.of();
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

    private Name model() {
        if (!tokens.takeIfWord("datamodel")) {
            throw tokens.expected("datamodel=... behind from");
        }
        if (tokens.peek().isOperator("=")) {
            tokens.take();
        }
        return tokens.expectName("the name of a data model");
    }
}
