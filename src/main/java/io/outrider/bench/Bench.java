package io.outrider.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import io.outrider.detect.GroupingSettings;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures on the same bytes, in turns: Jackson reading tokens, Jackson reading twelve fields, and the whole way from bytes to
 * findings with several numbers of rules.
 *
 * <p>Events are made a chunk at a time, outside of the measured time, and every contestant goes over a chunk before the next
 * one is made: memory does not grow with the number of events, and what slows the machine for a while slows all of them.
 */
public final class Bench {

    /** 15 MB at the 3 kB of a Windows event: larger than the caches, so that all contestants read memory. */
    static final int CHUNK = 5_000;

    /** Rounds that are not counted, in which the JVM compiles what it will run. */
    private static final int WARM_UP = 3;

    // Any number does; this one makes two runs alike.
    static final long SEED = 20_200_610;

    private static final List<Integer> COUNTS = List.of(1, 10, 100, 250, 500);

    private final Clock clock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** @param clock for the engine; what is measured is the thread's time */
    public Bench(Clock clock) {
        this.clock = clock;
    }

    /** Windows of an hour as they ship, over input that ends. */
    public static GroupingSettings settings() {
        return new GroupingSettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                250_000,
                false,
                true);
    }

    /** @param events how many are made, at least; whole chunks are */
    public BenchResult run(Samples samples, Selection selection, DataModels models, int events) throws IOException {
        EventVariation variation = new EventVariation(samples.events(), SEED, new ObjectMapper());
        int size = Math.min(CHUNK, events);
        int rounds = (events + size - 1) / size;
        Measured tokens = new Measured(new JacksonTokens());
        Measured fields = new Measured(new JacksonFields());
        List<Measured> ways = new ArrayList<>();
        for (int count : selection.counts(COUNTS)) {
            ways.add(new Measured(way(selection.measured().subList(0, count), models)));
        }
        List<Measured> all = new ArrayList<>(List.of(tokens, fields));
        all.addAll(ways);
        Measured unfiltered =
                selection.unfiltered().isEmpty() ? null : new Measured(way(selection.unfiltered(), models));
        if (unfiltered != null) {
            all.add(unfiltered);
        }
        long bytes = 0;
        for (int round = -WARM_UP; round < rounds; round++) {
            // Events of the warm-up are others: nothing is learned from them that helps with these.
            Chunk chunk = Chunk.of(variation, (round + WARM_UP) * (long) size, size);
            bytes += round < 0 ? 0 : chunk.bytes().length;
            for (int i = 0; i < all.size(); i++) {
                // Another one begins each time.
                all.get(Math.floorMod(i + round, all.size())).run(chunk, round >= 0);
            }
        }
        double fieldsPerSecond = fields.eventsPerSecond();
        return new BenchResult(
                rounds * (long) size,
                bytes,
                tokens.eventsPerSecond(),
                fieldsPerSecond,
                cacheHitRates(ways),
                ways.stream().map(way -> way.line(fieldsPerSecond)).toList(),
                unfiltered == null ? null : unfiltered.line(fieldsPerSecond));
    }

    /** Of the run with all rules. */
    private static Map<String, Double> cacheHitRates(List<Measured> ways) {
        return ways.isEmpty()
                ? Map.of()
                : Map.of("shared_texts", ((WholeWay) ways.get(ways.size() - 1).contestant).knownSharedTexts());
    }

    private WholeWay way(List<Rule> rules, DataModels models) {
        return new WholeWay(rules, models, settings(), clock);
    }

    /** A contestant and its times. */
    private final class Measured {

        private final Contestant contestant;
        private final List<Double> rates = new ArrayList<>();
        private final List<long[]> nanos = new ArrayList<>();
        // Read by nobody; but a field of a living object cannot be left out.
        private long result;

        Measured(Contestant contestant) {
            this.contestant = contestant;
        }

        void run(Chunk chunk, boolean counted) throws IOException {
            // The thread's own time, so that other processes do not count.
            long begin = threads.getCurrentThreadCpuTime();
            result += contestant.run(chunk);
            long end = threads.getCurrentThreadCpuTime();
            long[] each = new long[chunk.events()];
            if (contestant instanceof WholeWay way) {
                result += way.run(chunk, each);
            }
            if (counted) {
                rates.add(chunk.events() * 1e9 / Math.max(1, end - begin));
                nanos.add(each);
            }
        }

        double eventsPerSecond() {
            List<Double> sorted = rates.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }

        BenchResult.Line line(double fieldsPerSecond) {
            long[] sorted =
                    nanos.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            double rate = eventsPerSecond();
            return new BenchResult.Line(
                    ((WholeWay) contestant).rules(),
                    rate,
                    rate / fieldsPerSecond,
                    micros(sorted, 0.5),
                    micros(sorted, 0.99),
                    micros(sorted, 0.9999));
        }

        /** The least time within which a part of the events was done, in microseconds. */
        private static double micros(long[] sorted, double part) {
            int place = (int) Math.ceil(part * sorted.length) - 1;
            return sorted[Math.max(0, place)] / 1e3;
        }
    }
}
