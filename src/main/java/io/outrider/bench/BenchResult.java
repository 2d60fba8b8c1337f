package io.outrider.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark measured. Rates are events per second of one core's time, medians over the rounds.
 *
 * @param events that were made
 * @param bytes of these
 * @param rules one line for each number of rules
 * @param unfiltered all rules without any filter, by themselves; {@code null} if there are none
 * @param cacheHitRates from 0 to 1, by the name of the cache
 */
public record BenchResult(
        long events,
        long bytes,
        double jacksonTokensPerSecond,
        double jackson12FieldsPerSecond,
        Map<String, Double> cacheHitRates,
        List<Line> rules,
        @Nullable Line unfiltered) {

    public BenchResult {
        cacheHitRates = Map.copyOf(cacheHitRates);
        rules = List.copyOf(rules);
    }

    /**
     * The whole way with a number of rules.
     *
     * @param p50 of the microseconds that one event takes, and so the others
     */
    public record Line(
            int count, double eventsPerSecond, double ratioTo12Fields, double p50, double p99, double p9999) {}

    /** The result as JSON has it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("events", events);
        map.put("bytes", bytes);
        map.put("jackson_tokens_per_s", Math.round(jacksonTokensPerSecond));
        map.put("jackson_12_fields_per_s", Math.round(jackson12FieldsPerSecond));
        map.put("cache_hit_rates", cacheHitRates);
        List<Object> lines = new ArrayList<>();
        rules.forEach(rule -> lines.add(line(rule)));
        map.put("rules", lines);
        if (unfiltered != null) {
            map.put("unfiltered", line(unfiltered));
        }
        return map;
    }

    private static Map<String, Object> line(Line rule) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("count", rule.count());
        line.put("events_per_s", Math.round(rule.eventsPerSecond()));
        line.put("ratio_to_12_fields", rounded(rule.ratioTo12Fields(), 1000));
        line.put("p50_us", rounded(rule.p50(), 100));
        line.put("p99_us", rounded(rule.p99(), 100));
        line.put("p9999_us", rounded(rule.p9999(), 100));
        return line;
    }

    private static double rounded(double number, int parts) {
        return Math.round(number * parts) / (double) parts;
    }
}
