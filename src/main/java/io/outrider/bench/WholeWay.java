package io.outrider.bench;

import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.DataModels;
import io.outrider.detect.Detections;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.WindowDelta;
import io.outrider.detect.WindowGrouping;
import io.outrider.detect.WindowKey;
import io.outrider.detect.WindowTable;
import io.outrider.match.MatchStatistics;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** Outrider's whole way from bytes to findings, on one thread: reader, normaliser, rules, windows, and their close. */
final class WholeWay implements Contestant {

    /** {@code outrider.input.batch-size}, as it ships. */
    private static final int BATCH = 500;

    private static final SourceUnit UNIT = new SourceUnit("bench", "bench");

    private final GroupingSettings settings;
    private final Clock clock;
    private final Normalizer normalizer;
    private final RulePack pack;
    private final RiskEvents riskEvents = new RiskEvents(new AttackCatalog());
    private final int rules;

    WholeWay(List<Rule> rules, DataModels models, GroupingSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.normalizer = new Normalizer(ZoneOffset.UTC, clock);
        this.pack = RulePack.compile(rules, models, settings);
        this.rules = rules.size();
    }

    int rules() {
        return rules;
    }

    /** How often it was known what values that events share make true, of the times that they were looked at. */
    double knownSharedTexts() {
        MatchStatistics statistics = pack.matchStatistics();
        return statistics.shared() == 0 ? 0 : statistics.known() / (double) statistics.shared();
    }

    @Override
    public long run(Chunk chunk) throws IOException {
        return run(new ByteArrayInputStream(chunk.bytes()));
    }

    /** Goes over all of an input, and closes it. */
    long run(InputStream input) throws IOException {
        Engine engine = new Engine();
        try (RecordBatches batches = new RecordBatches(UNIT, new RecordReader(input), BATCH)) {
            while (batches.hasNext()) {
                engine.accept(batches.next());
            }
            if (batches.failure().isPresent()) {
                throw batches.failure().get();
            }
        }
        return engine.finish();
    }

    /**
     * Goes over a chunk event by event, each in a batch of its own.
     *
     * @param nanos gets how long each event took
     */
    long run(Chunk chunk, long[] nanos) throws IOException {
        Engine engine = new Engine();
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(chunk.bytes()))) {
            for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                RawRecord record = reader.next();
                if (record == null) {
                    throw new IllegalStateException("expected " + nanos.length + " events, but found " + i);
                }
                engine.accept(new RecordBatch(UNIT, List.of(record), reader.position()));
                nanos[i] = System.nanoTime() - begin;
            }
        }
        return engine.finish();
    }

    /** Detector and windows of one run, so that tables do not grow from chunk to chunk. */
    private final class Engine {

        private final Detector detector = new Detector(pack, clock);
        private final WindowGrouping grouping = new WindowGrouping(detector, settings, clock, riskEvents, null);
        private long matched;

        void accept(RecordBatch batch) {
            Detections detections = detector.detect(normalizer.normalize(batch));
            matched += detections.matched();
            run(detections);
        }

        long finish() {
            return matched + run(Detections.finishing());
        }

        /** As {@code routes/5-group.camel.yaml} does. */
        private int run(Detections detections) {
            Detections current = grouping.begin(detections);
            for (WindowDelta delta : current.deltas()) {
                WindowTable table = grouping.find(delta.key());
                if (table == null) {
                    table = grouping.open(delta);
                }
                grouping.merge(table, delta);
                grouping.keep(table);
            }
            for (List<WindowKey> due = grouping.due(); !due.isEmpty(); due = grouping.due()) {
                for (WindowKey key : due) {
                    WindowTable table = grouping.find(key);
                    if (table != null) {
                        grouping.close(table);
                    }
                }
            }
            grouping.savePosition(current);
            return grouping.commit().alerts().size();
        }
    }
}
