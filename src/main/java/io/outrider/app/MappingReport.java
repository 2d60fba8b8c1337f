package io.outrider.app;

import io.outrider.explain.SourceCurve;
import io.outrider.explain.SourceCurve.Needs;
import io.outrider.explain.SourceCurve.Served;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What each mapping of a source unlocks of the detections that run, as a table for people and as a document for machines.
 *
 * <p>A field counts that a mapping gives or reads, or that its file says the events have. {@code docs/reference/sources.md} counts
 * those beside that samples show, which are not part of the program: the numbers there are higher, most of all for Windows
 * logs, whose own fields no mapping needs to name.
 */
final class MappingReport {

    private static final String FORMAT = "%7s  %7s  %8s  %s";

    /** More fields tell no more of what is missing. */
    private static final int MOST_FIELDS = 12;

    private final SourceCurve curve;
    private final List<Step> steps = new ArrayList<>();

    /**
     * A file, in the order of most unlocked first.
     *
     * @param alone detections all of whose searches it serves by itself
     * @param added those that it unlocks beside the files before it
     * @param together what it and those before it unlock
     */
    private record Step(String mapping, int alone, int added, int together) {}

    MappingReport(SourceCurve curve) {
        this.curve = curve;
        Map<String, Integer> alone = new TreeMap<>();
        curve.all().forEach(needs -> needs.alone().forEach(file -> alone.merge(file, 1, Integer::sum)));
        int together = (int)
                curve.all().stream().filter(needs -> needs.isServedBy(Set.of())).count();
        for (Map.Entry<String, Integer> step : curve.curve().entrySet()) {
            together += step.getValue();
            steps.add(new Step(step.getKey(), alone.getOrDefault(step.getKey(), 0), step.getValue(), together));
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(FORMAT, "ALONE", "ADDED", "TOGETHER", "FILE IN MAPPINGS, THOSE THAT UNLOCK MOST FIRST"));
        for (Step step : steps) {
            lines.add(String.format(
                    FORMAT, step.alone(), step.added(), step.together(), CoverageReport.printable(step.mapping())));
        }
        lines.add("");
        Map<String, Integer> lacking = lacking();
        if (!lacking.isEmpty()) {
            lines.add("DETECTIONS  WAIT FOR WHAT NO MAPPING NAMES, THOUGH EVENTS MAY HAVE IT");
            lacking.forEach((lack, count) -> lines.add(String.format("%10d  %s", count, lack)));
            lines.add("");
        }
        int all = curve.all().size();
        if (all > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d of %d have all their fields by mappings (%.1f%%); what else the events themselves have is not counted",
                    curve.served(),
                    all,
                    100.0 * curve.served() / all));
        }
        return lines;
    }

    /** How many detections wait for the same, with most first. */
    private Map<String, Integer> lacking() {
        Map<String, Integer> counts = new TreeMap<>();
        for (Needs needs : locked()) {
            waiting(needs).stream()
                    .map(MappingReport::lack)
                    .distinct()
                    .forEach(lack -> counts.merge(lack, 1, Integer::sum));
        }
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static String lack(Served search) {
        String reads = CoverageReport.printable(search.reads());
        if (!search.isKnown()) {
            return reads + ", which no mapping has";
        }
        List<String> fields = search.missing().stream()
                .limit(MOST_FIELDS)
                .map(CoverageReport::printable)
                .toList();
        int more = search.missing().size() - fields.size();
        return reads + ": " + String.join(", ", fields) + (more > 0 ? ", and " + more + " more" : "");
    }

    private List<Needs> locked() {
        return curve.all().stream().filter(needs -> !needs.isServed()).toList();
    }

    private static List<Served> waiting(Needs needs) {
        return needs.searches().stream()
                .filter(search -> search.files().isEmpty())
                .toList();
    }

    /** The same as a document of plain values. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("detections", curve.all().size());
        document.put("unlocked", curve.served());
        document.put("by_mapping", steps.stream().map(MappingReport::fields).toList());
        document.put("locked", locked().stream().map(MappingReport::fields).toList());
        return document;
    }

    private static Map<String, Object> fields(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mapping", step.mapping());
        fields.put("alone", step.alone());
        fields.put("added", step.added());
        fields.put("together", step.together());
        return fields;
    }

    private static Map<String, Object> fields(Needs needs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("detection", needs.about().name());
        fields.put("id", needs.about().id());
        fields.put(
                "waits_for", waiting(needs).stream().map(MappingReport::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(Served search) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reads", search.reads());
        fields.put("mapped", search.isKnown());
        fields.put("fields", List.copyOf(search.missing()));
        return fields;
    }
}
