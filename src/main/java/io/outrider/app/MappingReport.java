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
 * those beside that samples show, which are not part of the program: the numbers there are a little higher.
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
        List<Needs> locked = locked();
        if (!locked.isEmpty()) {
            lines.add("WHAT NO MAPPING UNLOCKS, AND WHAT IT LACKS");
            for (Needs needs : locked) {
                for (Served search : waiting(needs)) {
                    lines.add(CoverageReport.printable(needs.about().name()) + ": " + lack(search));
                }
            }
            lines.add("");
        }
        int all = curve.all().size();
        if (all > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d of %d have all their fields by mappings (%.1f%%)",
                    curve.served(),
                    all,
                    100.0 * curve.served() / all));
        }
        return lines;
    }

    private static String lack(Served search) {
        String reads = CoverageReport.printable(search.reads());
        if (!search.isKnown()) {
            return "no mapping has " + reads;
        }
        List<String> fields = search.missing().stream()
                .limit(MOST_FIELDS)
                .map(CoverageReport::printable)
                .toList();
        int more = search.missing().size() - fields.size();
        return "of " + reads + ": " + String.join(", ", fields) + (more > 0 ? ", and " + more + " more" : "");
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
