package io.outrider.spl;

import io.outrider.spl.Command.Aggregate;
import io.outrider.spl.Command.ByField;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Stats;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code stats}, {@code eventstats} and {@code streamstats}. Example: {@code window=5 avg(x) AS mean BY user}. */
final class StatsParser {

    private final TokenStream tokens;

    StatsParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Stats parse(Position position, Stats.Kind kind) {
        AggregateParser parts = new AggregateParser(tokens);
        List<Option> options = new ArrayList<>();
        List<Aggregate> aggregates = new ArrayList<>();
        while (!atBy() && !tokens.peek().is(TokenType.END)) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            if (tokens.atOption()) {
                options.add(tokens.option());
            } else {
                aggregates.add(parts.aggregate("an aggregation, an option or by"));
            }
        }
        if (aggregates.isEmpty()) {
            throw tokens.expected("an aggregation, as count or values(x)");
        }
        List<ByField> by = atBy() ? parts.by() : List.of();
        return new Stats(position, kind, options, aggregates, by);
    }

    private boolean atBy() {
        return tokens.peek().isWordInAnyCase("by") && !tokens.peekSecond().isOperator("=");
    }
}
