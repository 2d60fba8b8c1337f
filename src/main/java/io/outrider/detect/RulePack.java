package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.match.MatchIndex;
import io.outrider.match.SharedIndex;
import io.outrider.normalize.FieldPlan;
import io.outrider.rule.Feed;
import io.outrider.rule.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All rules that run, compiled, by what they read. Immutable, but for what its indexes learn. */
public final class RulePack {

    private final Map<String, CompiledRule> byId;
    private final Map<String, FeedRules> byDataset;
    private final @Nullable FeedRules onEvents;
    private final List<TumblingWindows> windows;
    private final List<CompiledRule> riskReaders;

    private RulePack(
            Map<String, CompiledRule> byId,
            Map<String, FeedRules> byDataset,
            @Nullable FeedRules onEvents,
            Set<TumblingWindows> windows) {
        this.byId = Collections.unmodifiableMap(byId);
        this.byDataset = Map.copyOf(byDataset);
        this.onEvents = onEvents;
        this.windows = List.copyOf(windows);
        this.riskReaders =
                byId.values().stream().filter(CompiledRule::readsRisk).toList();
    }

    /**
     * Compiles the rules, in their order.
     *
     * @throws IllegalArgumentException if a rule reads a dataset that is not known, or has the id of another, so that their
     *     rows and alerts would mix: their loader has let them through
     */
    public static RulePack compile(List<Rule> rules, DataModels models, GroupingSettings settings) {
        Map<Dataset, List<CompiledSearch>> byDataset = new LinkedHashMap<>();
        List<CompiledSearch> onEvents = new ArrayList<>();
        Set<TumblingWindows> windows = new LinkedHashSet<>();
        // The windows that tell how far a source has come, whatever its events match.
        windows.add(new TumblingWindows(settings.window(), settings.offset()));
        Map<String, CompiledRule> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            CompiledRule compiled = new CompiledRule(rule, models, settings);
            CompiledRule before = byId.put(compiled.id(), compiled);
            if (before != null) {
                throw new IllegalArgumentException("expected an id of its own for each detection, but found '"
                        + rule.about().id() + "' in " + before.rule().about().source() + " and in "
                        + rule.about().source() + "; leave out one of the two");
            }
            windows.add(compiled.windows());
            for (CompiledSearch search : compiled.searches()) {
                if (search.search().feed() instanceof Feed.Dataset dataset) {
                    byDataset
                            .computeIfAbsent(models.find(dataset.name()).orElseThrow(), d -> new ArrayList<>())
                            .add(search);
                } else if (search.search().feed() instanceof Feed.Events) {
                    onEvents.add(search);
                }
            }
        }
        Map<String, FeedRules> onDatasets = new LinkedHashMap<>();
        byDataset.forEach(
                (dataset, searches) -> onDatasets.put(dataset.qualifiedName(), FeedRules.of(dataset, searches)));
        return new RulePack(byId, onDatasets, onEvents.isEmpty() ? null : FeedRules.of(null, onEvents), windows);
    }

    /** Number of rules. */
    public int size() {
        return byId.size();
    }

    /** The rules by their detections' ids. */
    Map<String, CompiledRule> byId() {
        return byId;
    }

    /** The searches on a dataset; {@code null} if there are none. */
    @Nullable
    FeedRules on(String dataset) {
        return byDataset.get(dataset);
    }

    /** The searches on events as their sources wrote them; {@code null} if there are none. */
    @Nullable
    FeedRules onEvents() {
        return onEvents;
    }

    /** The rules that read the alerts of others. */
    List<CompiledRule> riskReaders() {
        return riskReaders;
    }

    /** The windows that rules gather over, each length once; the engine's own first. */
    List<TumblingWindows> windows() {
        return windows;
    }

    /**
     * The searches that read one feed.
     *
     * @param dataset {@code null} for events as their sources wrote them
     * @param index of their conditions, by their place in the list
     * @param plan how the fields that the index reads are read of an event
     */
    record FeedRules(@Nullable Dataset dataset, List<CompiledSearch> searches, SharedIndex index, FieldPlan plan) {

        static FeedRules of(@Nullable Dataset dataset, List<CompiledSearch> searches) {
            SharedIndex index = SharedIndex.compile(
                    searches.stream().map(CompiledSearch::condition).toList(), PredicateCompiler::textTest);
            // All indexes that are learned have the slots of the first.
            List<String> fields = fields(index.current());
            FieldPlan plan = dataset == null ? FieldPlan.ofEvent(fields) : FieldPlan.ofDataset(dataset, fields);
            return new FeedRules(dataset, List.copyOf(searches), index, plan);
        }

        private static List<String> fields(MatchIndex index) {
            return IntStream.range(0, index.slots()).mapToObj(index::field).toList();
        }

        /** The event as the searches see it. */
        Fields view(Event event) {
            return dataset == null ? event.asSearched() : dataset.view(event);
        }
    }
}
