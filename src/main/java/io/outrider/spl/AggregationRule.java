package io.outrider.spl;

import io.outrider.rule.Grouping.Function;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The aggregations that are decided on (Search Reference, "Statistical and charting functions", Splunk Enterprise 9).
 *
 * @param function {@code null} for one that is refused
 */
record AggregationRule(String name, @Nullable Function function, String why) {

    private static final Pattern PERCENT = Pattern.compile("[0-9.]+$");
    private static final Map<String, AggregationRule> ALL = new LinkedHashMap<>();

    static {
        runs("avg", Function.AVERAGE, "");
        runs("c", Function.COUNT, "another name of `count`");
        runs("count", Function.COUNT, "rows, the values of a field, or rows for which an expression is true");
        runs("dc", Function.DISTINCT_COUNT, "");
        runs("distinct_count", Function.DISTINCT_COUNT, "another name of `dc`");
        runs("earliest", Function.EARLIEST, "");
        refused("earliest_time", "it depends on when an event was written down");
        refused("estdc", "its estimate is Splunk's own; `dc` gives the exact number");
        refused("estdc_error", "its estimate is Splunk's own");
        refused("exactperc<n>", "only `median` runs");
        runs("first", Function.FIRST, "");
        runs("last", Function.LAST, "");
        runs("latest", Function.LATEST, "");
        refused("latest_time", "it depends on when an event was written down");
        runs("list", Function.LIST, "");
        runs("max", Function.MAX, "");
        runs("mean", Function.AVERAGE, "another name of `avg`");
        runs("median", Function.MEDIAN, "");
        runs("min", Function.MIN, "");
        runs("mode", Function.MODE, "");
        refused("p<n>", "its estimate is Splunk's own; `median` runs");
        refused("perc<n>", "its estimate is Splunk's own; `median` runs");
        refused("per_day", "it belongs to `timechart`");
        refused("per_hour", "it belongs to `timechart`");
        refused("per_minute", "it belongs to `timechart`");
        refused("per_second", "it belongs to `timechart`");
        runs("range", Function.RANGE, "");
        refused("rate", "it is for metrics");
        runs("stdev", Function.STANDARD_DEVIATION, "of a sample");
        refused("stdevp", "only `stdev`, that of a sample, runs");
        runs("sum", Function.SUM, "");
        refused("sumsq", Coverage.UNUSED);
        refused("upperperc<n>", "its estimate is Splunk's own");
        runs("values", Function.VALUES, "");
        runs("var", Function.VARIANCE, "of a sample");
        refused("varp", "only `var`, that of a sample, runs");
    }

    Support support() {
        return function == null ? Support.REFUSED : Support.RUNS;
    }

    private static void runs(String name, Function function, String note) {
        add(new AggregationRule(name, function, note));
    }

    private static void refused(String name, String reason) {
        add(new AggregationRule(name, null, reason));
    }

    private static void add(AggregationRule rule) {
        if (ALL.put(rule.name(), rule) != null) {
            throw new IllegalStateException("two rules for the aggregation " + rule.name());
        }
    }

    /** @param name in any case */
    static Optional<AggregationRule> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        // Example: perc95, whose rule is that of perc<n>.
        return Optional.ofNullable(
                ALL.getOrDefault(lower, ALL.get(PERCENT.matcher(lower).replaceFirst("<n>"))));
    }

    /** By name. */
    static Iterable<AggregationRule> all() {
        return ALL.values();
    }
}
