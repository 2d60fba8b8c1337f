package io.outrider.normalize;

import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.explain.SourceCurve;
import io.outrider.explain.SourceCurve.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes {@code docs/reference/sources.md}: which detections of the corpus each mapping of a source unlocks. */
final class SourceCurvePage {

    // Beyond these a list tells nothing that the next one to write a mapping needs.
    private static final int MOST_FIELDS = 12;

    private final StringBuilder page = new StringBuilder();
    private final SourceCurve curve;
    private final SourceCurve documented;
    private final SourceCurve shown;
    private final EventKnowledge knowledge;

    /**
     * @param documented the curve without fields that are only stated
     * @param shown the curve without fields of the vendor's that no sample shows
     */
    private SourceCurvePage(SourceCurve curve, SourceCurve documented, SourceCurve shown, EventKnowledge knowledge) {
        this.curve = curve;
        this.documented = documented;
        this.shown = shown;
        this.knowledge = knowledge;
    }

    static SourceCurvePage of(Path detections) throws IOException {
        DataModels models = DataModels.standard();
        Content content = new ContentLoader(models, List.of()).load(List.of(detections, Path.of("detections")));
        Content published = new Content(
                content.entries().stream()
                        .filter(entry -> Path.of(entry.file()).startsWith(detections))
                        .toList(),
                List.of());
        EventKnowledge knowledge = EventKnowledge.ofCorpus();
        List<MappedKinds> kinds = MappedKinds.shipped();
        return new SourceCurvePage(
                curve(published, kinds, knowledge, models),
                curve(published, kinds.stream().map(MappedKinds::withoutStated).toList(), knowledge, models),
                curve(published, kinds.stream().map(MappedKinds::withoutNative).toList(), knowledge, models),
                knowledge);
    }

    private static SourceCurve curve(
            Content content, List<MappedKinds> kinds, EventKnowledge knowledge, DataModels models) {
        return new SourceCurve(content, kinds, EventFeeds.of(kinds, knowledge), models);
    }

    SourceCurve curve() {
        return curve;
    }

    String text() {
        page.append("""
                # Which detections each source unlocks

                Made from the files in `mappings/` and the published detections of October 2024; a test fails when this page
                differs from them. To write it anew, with the corpus in `OUTRIDER_CORPUS`:

                    ./mvnw -Dquick -Dtest=SourceCurvePageTest -Doutrider.sources.write=true test

                A detection is unlocked if, for each of its searches, one mapped source has every field that the search uses.

                - **Searches on data models**: one kind of event in a mapping gives all the fields, as constants, from fields of the
                  event, or by a calculation of the model on these. A text that the model puts in the place of what is missing
                  (`unknown`) does not count. Fields that are joined to events elsewhere, such as those of assets
                  (`dest_category`), no source has.
                - **Searches over events**: the condition is held against what a source's events have as `sourcetype`, `source`,
                  `eventtype`, `index`, `Channel` and `EventCode`. A field counts if the mapping gives or reads it, if an example
                  or a real event of the corpus with that sourcetype, or with that channel and number, has it, if it lies below
                  a JSON member that holds others, or if the mapping's file says that the vendor gives its events this field:
                  `native` with the document that it was held against (`documented_in`), or as something that is only
                  stated. What is only stated was written down from knowledge of the products, and held against no document: so
                  the total is told without it too.
                  The events of a sourcetype count together, those of a Windows log as far as the search names numbers.
                - What a search makes itself it does not wait for: by `rename`, also with a `*`, if the event's own names go as far as
                  the word that the search uses; by `rex` and `eval`; and by `spath`, `xmlkv` and their like out of a text, if the event has
                  that text: the names in it are not looked at.
                - `_time`, `_raw`, `host`, `source` and `sourcetype` every event has; `null` is how searches say that there is no value.
                - Alerts of other detections are events too: those that search risk read them.

                """);
        totals();
        steps();
        published();
        wantedSources();
        wantedFields();
        return page.toString();
    }

    private void totals() {
        long served = curve.served();
        int all = curve.all().size();
        page.append("**%,d of %,d detections that load have every field from mapped sources: %s.** The aim is 95%%.%n%n"
                .formatted(served, all, percent(served, all)));
        page.append(
                "Without fields that are only stated it is %,d: %s. Without fields that only a document shows, and no sample, %,d: %s.%n%n"
                        .formatted(
                                documented.served(),
                                percent(documented.served(), all),
                                shown.served(),
                                percent(shown.served(), all)));
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / whole);
    }

    private void steps() {
        page.append("""
                ## The curve

                In the order of most unlocked first. *Alone*: detections all of whose searches this file serves by itself; *added*: those
                that it unlocks beside the files above it.

                | File in `mappings/` | Alone | Added | Together | |
                |---|---:|---:|---:|---:|
                """);
        Map<String, Integer> alone = new TreeMap<>();
        curve.all().forEach(needs -> needs.alone().forEach(file -> alone.merge(file, 1, Integer::sum)));
        int together = (int)
                curve.all().stream().filter(needs -> needs.isServedBy(Set.of())).count();
        for (Map.Entry<String, Integer> step : curve.curve().entrySet()) {
            together += step.getValue();
            page.append("| %s | %,d | %,d | %,d | %s |%n"
                    .formatted(
                            step.getKey(),
                            alone.getOrDefault(step.getKey(), 0),
                            step.getValue(),
                            together,
                            percent(together, curve.all().size())));
        }
    }

    private void published() {
        page.append("""

                ## Published data sources

                What its examples are mapped by, and of the detections that name it, how many load and have all their fields.

                | Data source | Sourcetype | Mapping | Detections | Unlocked |
                |---|---|---|---:|---:|
                """);
        Map<String, List<Needs>> named = new TreeMap<>();
        for (Needs needs : curve.all()) {
            needs.about().dataSources().stream()
                    .distinct()
                    .forEach(name -> named.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(needs));
        }
        List<DataSources> sources = new ArrayList<>(knowledge.published());
        sources.sort(Comparator.<DataSources>comparingInt(
                        source -> -named.getOrDefault(source.name(), List.of()).size())
                .thenComparing(DataSources::name));
        for (DataSources source : sources) {
            List<Needs> of = named.getOrDefault(source.name(), List.of());
            String mapping = source.log() == null
                    ? "no example"
                    : knowledge.mappings(source).isEmpty() ? "–" : String.join(", ", knowledge.mappings(source));
            page.append("| %s | `%s` | %s | %,d | %,d |%n"
                    .formatted(
                            source.name(),
                            source.sourcetype(),
                            mapping,
                            of.size(),
                            of.stream().filter(Needs::isServed).count()));
        }
    }

    private void wantedSources() {
        page.append("""

                ## Sources that are wanted

                What searches read that no mapped source has, by the number of detections.

                | What is read | Detections |
                |---|---:|
                """);
        Map<String, Integer> wanted = curve.wantedSources();
        most(wanted).forEach(name -> page.append("| `%s` | %,d |%n".formatted(shown(name), wanted.get(name))));
    }

    private void wantedFields() {
        page.append("""

                ## Fields that are wanted

                Fields that a detection waits for, in events of the source that lacks fewest of them, by the number of detections; the
                first %d of each.

                | What is read | Fields |
                |---|---|
                """.formatted(MOST_FIELDS));
        Map<String, Map<String, Integer>> wanted = curve.wantedFields();
        Map<String, Integer> sums = new TreeMap<>();
        wanted.forEach((name, fields) -> sums.put(
                name, fields.values().stream().mapToInt(Integer::intValue).max().orElse(0)));
        for (String name : most(sums)) {
            Map<String, Integer> fields = wanted.get(name);
            StringJoiner listed = new StringJoiner(", ");
            most(fields).stream()
                    .limit(MOST_FIELDS)
                    .forEach(field -> listed.add("`" + shown(field) + "` " + fields.get(field)));
            page.append("| `%s` | %s%s |%n"
                    .formatted(
                            shown(name),
                            listed,
                            fields.size() > MOST_FIELDS ? ", and " + (fields.size() - MOST_FIELDS) + " more" : ""));
        }
    }

    private static List<String> most(Map<String, Integer> counts) {
        List<String> names = new ArrayList<>(new TreeSet<>(counts.keySet()));
        names.sort(Comparator.comparingInt(name -> -counts.get(name)));
        return names;
    }

    // A bar would end the cell.
    private static String shown(String text) {
        return text.replace("|", "\\|");
    }
}
