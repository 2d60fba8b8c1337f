package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.detect.BatchOutcome;
import io.outrider.detect.Detections;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.Reject;
import io.outrider.rule.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what went through since the start. Safe for use by several threads. */
public final class Statistics {

    /** How many alerts are kept whole: more than a person reads, and a few megabytes at most. */
    private static final int KEPT_ALERTS = 1_000;

    private long events;
    private long matched;
    private long rejected;
    private long repaired;
    private long late;
    private long future;
    private long failures;
    private long undelivered;
    private long alertCount;
    private long truncated;
    private long withoutRoom;
    private long position;
    // By what holds them back: names of the configuration, and ids of silences, which people make.
    private final Map<String, Long> held = new TreeMap<>();
    private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
    private final Map<String, Long> byDetection = new LinkedHashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, StreamCounters> streams = new TreeMap<>();

    /** The counters of a source that others send to, by its name: the same as long as the service runs. */
    public synchronized StreamCounters stream(String source) {
        return streams.computeIfAbsent(source, name -> new StreamCounters());
    }

    /** Of each source that others send to, the counts as they stand. */
    public synchronized Map<String, StreamCounters.Counts> streams() {
        Map<String, StreamCounters.Counts> counts = new TreeMap<>();
        streams.forEach((name, counters) -> counts.put(name, counters.counts()));
        return counts;
    }

    synchronized void normalized(EventBatch batch) {
        for (Reject reject : batch.rejects()) {
            if (reject.repaired()) {
                repaired++;
            } else {
                rejected++;
            }
        }
    }

    synchronized void committed(Detections batch, BatchOutcome outcome) {
        events += batch.events();
        matched += batch.matched();
        future += batch.future();
        position = batch.ended() ? 0 : batch.endOffset();
        late += outcome.late().size();
        failures += outcome.failures().size();
        withoutRoom += outcome.refused();
        outcome.alerts().forEach(this::alert);
        outcome.held().forEach(alert -> held.merge(alert.by().toString(), 1L, Long::sum));
    }

    private void alert(Alert alert) {
        if (alert.activity() == Alert.Activity.CREATE) {
            alertCount++;
            bySeverity.merge(alert.severity(), 1L, Long::sum);
            byDetection.merge(alert.detection().name(), 1L, Long::sum);
        }
        truncated += alert.truncated() ? 1 : 0;
        if (alerts.size() < KEPT_ALERTS) {
            alerts.add(alert);
        }
    }

    synchronized void undelivered() {
        undelivered++;
    }

    /** The counts as they stand. */
    public synchronized Counts counts() {
        return new Counts(
                events,
                matched,
                rejected,
                repaired,
                late,
                future,
                failures,
                undelivered,
                alertCount,
                truncated,
                withoutRoom,
                position,
                bySeverity,
                byDetection,
                alerts,
                held);
    }

    /**
     * Counts at one moment.
     *
     * @param events that were read and normalised
     * @param matched events that matched at least one detection
     * @param rejected records that were no event
     * @param repaired records of which an event was made after repair
     * @param late rows that came after their window's retention
     * @param future events more than an hour ahead of the clock
     * @param failures evaluations of a rule that failed
     * @param undelivered alerts that a sink did not take
     * @param alertCount alerts created
     * @param truncated emissions of rows that hold fewer values than they had, because of outrider.grouping.max-values
     * @param withoutRoom matches that are in no row because there was no room for one, because of outrider.grouping.spill.max-size
     * @param position in the input that was read last, in bytes; 0 once it has ended
     * @param bySeverity alerts created
     * @param byDetection alerts created, by their detection's name
     * @param alerts the first emissions, whole
     * @param held emissions that were not sent, by what holds them back
     */
    public record Counts(
            long events,
            long matched,
            long rejected,
            long repaired,
            long late,
            long future,
            long failures,
            long undelivered,
            long alertCount,
            long truncated,
            long withoutRoom,
            long position,
            Map<Severity, Long> bySeverity,
            Map<String, Long> byDetection,
            List<Alert> alerts,
            Map<String, Long> held) {

        /** How many emissions were not sent. */
        public long heldBack() {
            return held.values().stream().mapToLong(Long::longValue).sum();
        }

        /** The counts in a line of a log. */
        public String line() {
            return events + " events, " + matched + " matched, " + alertCount + " alerts, " + undelivered
                    + " undelivered, " + rejected + " records rejected, " + repaired
                    + " repaired, " + late
                    + " late rows, " + future + " events in the future, " + failures + " failures of detections, "
                    + truncated + " truncated, " + withoutRoom + " matches without room, " + heldBack() + " held back";
        }

        public Counts {
            bySeverity = Map.copyOf(bySeverity);
            byDetection = Map.copyOf(byDetection);
            alerts = List.copyOf(alerts);
            held = Collections.unmodifiableMap(new TreeMap<>(held));
        }
    }
}
