package io.outrider.explain;

import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.content.Content;
import io.outrider.detect.FieldsLacking;
import io.outrider.normalize.Asked;
import io.outrider.normalize.EventFeeds;
import io.outrider.normalize.MappedKinds;
import io.outrider.rule.Detection;
import io.outrider.rule.Feed;
import io.outrider.rule.Search;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Of each detection that runs, which mapped sources have all the fields that it uses.
 *
 * <p>A search is served if one source has every field that it reads and does not make itself. {@code docs/reference/sources.md} tells
 * how that is counted, and is made from this.
 */
public final class SourceCurve {

    /** Stands for the file of events that are the alerts of other detections. */
    private static final String ALERTS = "(alerts of other detections)";

    /** A field of this name is there nowhere, and that is what searches mean by it: {@code if(a=1, b, null)}. */
    private static final String NO_VALUE = "null";

    /** The fields of each risk object, which an alert of no detection in particular does not tell. */
    private static final Set<String> OF_RISK_OBJECTS = Set.of(
            "risk_object",
            "risk_object_type",
            "risk_score",
            "calculated_risk_score",
            "risk_message",
            "threat_object",
            "threat_object_type",
            "dest",
            "src",
            "user");

    private final List<MappedKinds> kinds;
    private final EventFeeds feeds;
    private final DataModels models;
    private final List<Needs> all = new ArrayList<>();

    /** @param content of which the rules count */
    public SourceCurve(Content content, List<MappedKinds> kinds, EventFeeds feeds, DataModels models) {
        this.kinds = kinds;
        this.feeds = feeds;
        this.models = models;
        for (Content.Entry entry : content.entries()) {
            entry.rule().ifPresent(rule -> {
                List<Served> searches = new ArrayList<>();
                for (Search search : rule.search().withSubsearches()) {
                    if (!(search.feed() instanceof Feed.Table)) {
                        searches.add(serve(search, rule.about()));
                    }
                }
                all.add(new Needs(rule.about(), searches));
            });
        }
    }

    /** A detection and what its searches find. */
    public record Needs(Detection about, List<Served> searches) {

        public Needs {
            searches = List.copyOf(searches);
        }

        public boolean isServed() {
            return searches.stream().noneMatch(search -> search.files().isEmpty());
        }

        public boolean isServedBy(Set<String> files) {
            return searches.stream().allMatch(search -> search.files().stream().anyMatch(files::contains));
        }

        /** The files of which each serves all its searches. */
        public Set<String> alone() {
            Set<String> alone = new TreeSet<>();
            searches.forEach(search -> alone.addAll(search.files()));
            alone.removeIf(file -> !isServedBy(Set.of(file)));
            return alone;
        }
    }

    /**
     * What a search finds.
     *
     * @param reads the dataset or, of a search over events, what its condition says of their source
     * @param files that give all its fields
     * @param kinds that do, by name; of events, their sourcetype or channel
     * @param missing the fewest fields that a source of such events lacks
     * @param isKnown whether any source has such events
     */
    public record Served(String reads, Set<String> files, Set<String> kinds, Set<String> missing, boolean isKnown) {}

    private Served serve(Search search, Detection about) {
        if (search.feed() instanceof Feed.Dataset dataset) {
            return dataset.name().equals(RiskEvents.DATASET)
                    ? ofRisk(search, about)
                    : ofDataset(search, models.find(dataset.name()).orElseThrow());
        }
        return ofEvents(search, (Feed.Events) search.feed());
    }

    private static Set<String> lacking(Search search, FieldsLacking.Events events) {
        return FieldsLacking.of(
                search,
                (field, below) ->
                        Dataset.BASE_FIELDS.contains(field) || field.equals(NO_VALUE) || events.has(field, below));
    }

    private Served ofDataset(Search search, Dataset dataset) {
        Set<String> files = new LinkedHashSet<>();
        Set<String> names = new TreeSet<>();
        Set<String> missing = lacking(search, (field, below) -> false);
        boolean known = false;
        for (MappedKinds kind : kinds) {
            if (kind.mayBeIn(dataset, models)) {
                known = true;
                Set<String> lacking = lacking(search, (field, below) -> kind.gives(field, dataset, models));
                missing = lacking.size() < missing.size() ? lacking : missing;
                if (lacking.isEmpty()) {
                    files.add(kind.file());
                    names.add(kind.name());
                }
            }
        }
        return new Served(dataset.qualifiedName(), files, names, missing, known);
    }

    private Served ofRisk(Search search, Detection about) {
        Set<String> given = new TreeSet<>(
                new RiskEvents(new AttackCatalog()).inCommon(about).cim().keySet());
        given.addAll(OF_RISK_OBJECTS);
        // A detection says of itself what those that it reads say of themselves.
        given.addAll(List.of(
                "analyticstories",
                "annotations.mitre_attack",
                "annotations.mitre_attack.mitre_technique_id",
                "annotations.mitre_attack.mitre_technique",
                "annotations.mitre_attack.mitre_tactic_id",
                "annotations.mitre_attack.mitre_tactic"));
        Set<String> missing = lacking(search, (field, below) -> given.contains(field));
        boolean served = missing.isEmpty();
        return new Served(
                RiskEvents.DATASET,
                served ? Set.of(ALERTS) : Set.of(),
                served ? Set.of("alerts") : Set.of(),
                missing,
                true);
    }

    private Served ofEvents(Search search, Feed.Events events) {
        Set<String> words = Asked.words(events.where());
        String reads = words.isEmpty() ? "(any event)" : String.join(", ", words);
        if (words.contains("index=risk")) {
            return new Served(reads, Set.of(ALERTS), Set.of("alerts"), Set.of(), true);
        }
        Map<String, EventFeeds.Found> found = feeds.find(events.where());
        Set<String> files = new LinkedHashSet<>();
        Set<String> names = new TreeSet<>();
        Set<String> missing = lacking(search, (field, below) -> Asked.CHOOSING.contains(field));
        for (Map.Entry<String, EventFeeds.Found> group : found.entrySet()) {
            Set<String> lacking = lacking(
                    search,
                    (field, below) ->
                            Asked.CHOOSING.contains(field) || group.getValue().has(field, below));
            missing = lacking.size() < missing.size() ? lacking : missing;
            if (lacking.isEmpty()) {
                files.addAll(group.getValue().files());
                names.add(group.getKey());
            }
        }
        return new Served(withIds(reads, events, found.isEmpty()), files, names, missing, !found.isEmpty());
    }

    /** Event ids tell what is wanted where nothing is known. */
    private static String withIds(String reads, Feed.Events events, boolean unknown) {
        Set<String> ids = unknown ? Asked.ids(events.where()) : Set.of();
        return ids.isEmpty() ? reads : reads + " EventCode=" + String.join("|", ids);
    }

    public List<Needs> all() {
        return all;
    }

    public long served() {
        return all.stream().filter(Needs::isServed).count();
    }

    /** The files in the order in which each unlocks most, with the number of detections that it adds. */
    public Map<String, Integer> curve() {
        Map<String, Integer> curve = new LinkedHashMap<>();
        Set<String> files = new TreeSet<>();
        all.forEach(needs -> needs.searches().forEach(search -> files.addAll(search.files())));
        List<Needs> open = new ArrayList<>(all);
        Set<String> chosen = new LinkedHashSet<>();
        open.removeIf(needs -> needs.isServedBy(chosen));
        while (!files.isEmpty()) {
            String best = "";
            long most = -1;
            for (String file : files) {
                Set<String> with = new LinkedHashSet<>(chosen);
                with.add(file);
                long unlocked =
                        open.stream().filter(needs -> needs.isServedBy(with)).count();
                if (unlocked > most) {
                    most = unlocked;
                    best = file;
                }
            }
            files.remove(best);
            chosen.add(best);
            int before = open.size();
            open.removeIf(needs -> needs.isServedBy(chosen));
            curve.put(best, before - open.size());
        }
        return curve;
    }

    /** Of the searches that no mapped source serves: what they read, and how many detections wait for it. */
    public Map<String, Integer> wantedSources() {
        Map<String, Integer> wanted = new TreeMap<>();
        for (Needs needs : all) {
            needs.searches().stream()
                    .filter(search -> search.files().isEmpty() && !search.isKnown())
                    .map(Served::reads)
                    .distinct()
                    .forEach(reads -> wanted.merge(reads, 1, Integer::sum));
        }
        return wanted;
    }

    /** By what is read, by field: how many detections wait for it. */
    public Map<String, Map<String, Integer>> wantedFields() {
        Map<String, Map<String, Integer>> wanted = new TreeMap<>();
        for (Needs needs : all) {
            Set<String> counted = new TreeSet<>();
            for (Served search : needs.searches()) {
                if (search.files().isEmpty()) {
                    for (String field : search.missing()) {
                        if (counted.add(search.reads() + '\n' + field)) {
                            wanted.computeIfAbsent(search.reads(), name -> new TreeMap<>())
                                    .merge(field, 1, Integer::sum);
                        }
                    }
                }
            }
        }
        return wanted;
    }
}
