package io.outrider.app;

import io.outrider.camel.Statistics.Counts;
import io.outrider.rule.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What a run over files has to say at its end.
 *
 * @param files number of files that were given
 * @param unreadable files that could not be read to their end
 * @param elapsedNanos from the first file to the last alert, start-up left out
 * @param cpuNanos of all of the process' threads in that time; 0 where the system does not tell
 * @param refused number of detections that do not run
 */
record RunSummary(
        Counts counts, int files, List<Unreadable> unreadable, long elapsedNanos, long cpuNanos, long refused) {

    RunSummary {
        unreadable = List.copyOf(unreadable);
    }

    /** A file that could not be read to its end, and why. */
    record Unreadable(String file, String reason) {}

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (counts.alerts().isEmpty()) {
            lines.add("No alerts.");
        } else {
            lines.addAll(new AlertTable(counts.alerts()).lines());
            long more = counts.alertCount() - counts.alerts().size();
            if (more > 0) {
                lines.add(String.format(Locale.ROOT, "... and %,d more", more));
            }
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%,d events from %,d files in %.1f s (%,d events/s), %,d matched",
                counts.events(),
                files,
                elapsedNanos / 1e9,
                eventsPerSecond(),
                counts.matched()));
        lines.add(String.format(Locale.ROOT, "%,d alerts%s", counts.alertCount(), bySeverityText()));
        new TreeMap<>(counts.byDetection())
                .forEach((name, count) -> lines.add(String.format(Locale.ROOT, "  %,7d  %s", count, name)));
        counts.held()
                .forEach((by, count) -> addIfAny(
                        lines, count, "emissions were held back by " + by + "; see docs/reference/suppression.md"));
        addIfAny(lines, counts.rejected(), "records are no event; see dead-letters");
        addIfAny(lines, counts.repaired(), "records are events only after repair; see dead-letters");
        addIfAny(lines, counts.failures(), "evaluations of a detection failed; see dead-letters");
        addIfAny(lines, counts.undelivered(), "alerts were not delivered; see dead-letters");
        addIfAny(lines, counts.truncated(), "alerts hold not all values; see outrider.grouping.max-values");
        addIfAny(
                lines,
                counts.withoutRoom(),
                "matches are in no row for want of room; see outrider.grouping.spill.max-size");
        addIfAny(lines, counts.future(), "events lie more than an hour in the future");
        addIfAny(lines, refused, "detections do not run; see outrider validate");
        unreadable.forEach(file -> lines.add("  not read to its end: " + file.file() + ": " + file.reason()));
        return lines;
    }

    private static void addIfAny(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(String.format(Locale.ROOT, "  %,7d  %s", count, what));
        }
    }

    private String bySeverityText() {
        List<String> parts = new ArrayList<>();
        bySeverity().forEach((severity, count) -> parts.add(count + " " + severity));
        return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
    }

    private Map<String, Long> bySeverity() {
        Map<Severity, Long> counted = new TreeMap<>(Comparator.reverseOrder());
        counted.putAll(counts.bySeverity());
        Map<String, Long> named = new LinkedHashMap<>();
        counted.forEach((severity, count) -> named.put(severity.caption().toLowerCase(Locale.ROOT), count));
        return named;
    }

    private long eventsPerSecond() {
        return elapsedNanos == 0 ? 0 : counts.events() * TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
    }

    /** The summary as a document of plain values. */
    Map<String, Object> toMap() {
        Map<String, Object> alerts = new LinkedHashMap<>();
        alerts.put("total", counts.alertCount());
        alerts.put("by_severity", bySeverity());
        alerts.put("by_detection", new TreeMap<>(counts.byDetection()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("events", counts.events());
        map.put("matched", counts.matched());
        map.put("alerts", alerts);
        map.put("held_back", counts.held());
        map.put("rejected", counts.rejected());
        map.put("repaired", counts.repaired());
        map.put("failures", counts.failures());
        map.put("undelivered", counts.undelivered());
        map.put("truncated", counts.truncated());
        map.put("without_room", counts.withoutRoom());
        map.put("late", counts.late());
        map.put("future", counts.future());
        map.put("refused_detections", refused);
        map.put("files", files);
        map.put("unreadable", unreadable.stream().map(RunSummary::fields).toList());
        map.put("elapsed_ms", TimeUnit.NANOSECONDS.toMillis(elapsedNanos));
        map.put("cpu_ms", TimeUnit.NANOSECONDS.toMillis(cpuNanos));
        map.put("events_per_s", eventsPerSecond());
        return map;
    }

    private static Map<String, Object> fields(Unreadable unreadable) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", unreadable.file());
        fields.put("reason", unreadable.reason());
        return fields;
    }
}
