package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.match.MatchIndex;
import io.outrider.match.MatchStatistics;
import io.outrider.match.SharedIndex;
import io.outrider.normalize.FieldPlan;
import io.outrider.rule.Feed;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All rules that run, compiled, by what they read. Immutable, but for what its indexes learn. */
public final class RulePack {

    // Whether a rule can be compiled hangs on none of them.
    private static final GroupingSettings ANY_SETTINGS = new GroupingSettings(
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            1,
            1,
            false,
            true);

    private final Map<String, CompiledRule> byId;
    private final Map<String, FeedRules> byDataset;
    private final @Nullable FeedRules onEvents;
    private final List<TumblingWindows> windows;
    private final List<CompiledRule> riskReaders;
    private final List<String> setAside;

    private RulePack(
            Map<String, CompiledRule> byId,
            Map<String, FeedRules> byDataset,
            @Nullable FeedRules onEvents,
            Set<TumblingWindows> windows,
            List<String> setAside) {
        this.setAside = List.copyOf(setAside);
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
        return compile(rules, models, settings, List.of(), false, null);
    }

    /** The same of one rule, with groups also where it is known that the tail filters them out: to show that it does. */
    static RulePack keepingAll(Rule rule, DataModels models, GroupingSettings settings) {
        return compile(List.of(rule), models, settings, List.of(), true, null);
    }

    /**
     * Compiles the rules of which that is possible: one that is not sound must not keep the others from running.
     *
     * @return a pack that says what was {@link #setAside}
     */
    public static RulePack compileSound(List<Rule> rules, DataModels models, GroupingSettings settings) {
        return compileSound(rules, models, settings, null);
    }

    /**
     * The pack that takes over from this one: what does not change is not compiled again, and an index over searches that all
     * stay keeps what it has learned.
     *
     * @param models those that this pack was compiled with, as are the settings
     * @see #compileSound(List, DataModels, GroupingSettings)
     */
    public RulePack changedTo(List<Rule> rules, DataModels models, GroupingSettings settings) {
        return compileSound(rules, models, settings, this);
    }

    private static RulePack compileSound(
            List<Rule> rules, DataModels models, GroupingSettings settings, @Nullable RulePack before) {
        try {
            return compile(rules, models, settings, List.of(), false, before);
        } catch (RuntimeException | StackOverflowError e) {
            // Rules come from a loader that has asked for obstacles: this is not the usual way, and may take its time.
            List<Rule> sound = new ArrayList<>();
            List<String> aside = new ArrayList<>();
            Map<String, Rule> byId = new LinkedHashMap<>();
            for (Rule rule : rules) {
                Optional<String> obstacle = obstacle(rule, models);
                Rule first = byId.get(rule.about().id());
                if (obstacle.isPresent()) {
                    aside.add(aside(rule, obstacle.get()));
                } else if (first != null) {
                    aside.add(aside(rule, twice(first, rule)));
                } else {
                    byId.put(rule.about().id(), rule);
                    sound.add(rule);
                }
            }
            return compile(sound, models, settings, aside, false, before);
        }
    }

    private static String aside(Rule rule, String reason) {
        return rule.about().source() + ": " + rule.about().name() + " does not run: " + reason;
    }

    private static String twice(Rule before, Rule rule) {
        return "expected an id of its own for each detection, but found '"
                + rule.about().id() + "' in " + before.about().source() + " and in "
                + rule.about().source() + "; leave out one of the two";
    }

    /** Why the engine cannot run a rule; empty if it can. */
    public static Optional<String> obstacle(Rule rule, DataModels models) {
        try {
            List<CompiledSearch> searches = new CompiledRule(rule, models, ANY_SETTINGS).searches();
            MatchIndex.compile(conditions(searches), PredicateCompiler::textTest);
            return Optional.empty();
        } catch (RuntimeException | StackOverflowError e) {
            String message = e.getMessage();
            return Optional.of(message == null ? e.getClass().getSimpleName() : message);
        }
    }

    private static List<Predicate> conditions(List<CompiledSearch> searches) {
        return searches.stream().map(CompiledSearch::neededCondition).toList();
    }

    private static RulePack compile(
            List<Rule> rules,
            DataModels models,
            GroupingSettings settings,
            List<String> setAside,
            boolean keepAll,
            @Nullable RulePack old) {
        Map<Dataset, List<CompiledSearch>> byDataset = new LinkedHashMap<>();
        List<CompiledSearch> onEvents = new ArrayList<>();
        Set<TumblingWindows> windows = new LinkedHashSet<>();
        // The windows that tell how far a source has come, whatever its events match.
        windows.add(new TumblingWindows(settings.window(), settings.offset()));
        Map<String, CompiledRule> byId = new LinkedHashMap<>();
        for (Rule rule : rules) {
            CompiledRule same = old == null ? null : old.compiled(rule);
            CompiledRule compiled = same == null ? new CompiledRule(rule, models, settings, keepAll) : same;
            CompiledRule before = byId.put(compiled.id(), compiled);
            if (before != null) {
                throw new IllegalArgumentException(twice(before.rule(), rule));
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
        byDataset.forEach((dataset, searches) -> onDatasets.put(
                dataset.qualifiedName(),
                FeedRules.of(dataset, searches, old == null ? null : old.on(dataset.qualifiedName()))));
        FeedRules onAll = onEvents.isEmpty() ? null : FeedRules.of(null, onEvents, old == null ? null : old.onEvents);
        return new RulePack(byId, onDatasets, onAll, windows, setAside);
    }

    /** The rule as it is compiled here; {@code null} if it is not, or another one with its id is. */
    private @Nullable CompiledRule compiled(Rule rule) {
        CompiledRule compiled = byId.get(rule.about().id());
        return compiled == null || !compiled.rule().equals(rule) ? null : compiled;
    }

    /** The rules that could not be compiled, one line each: the file, the detection and the reason. */
    public List<String> setAside() {
        return setAside;
    }

    /** What matching took so far, over all feeds. */
    public MatchStatistics matchStatistics() {
        return Stream.concat(byDataset.values().stream(), Stream.ofNullable(onEvents))
                .map(feed -> feed.index().statistics())
                .reduce(MatchStatistics.NONE, MatchStatistics::plus);
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
     * @param plan how the fields that the index and the searches read are read of an event; those of the index first
     */
    record FeedRules(@Nullable Dataset dataset, List<CompiledSearch> searches, SharedIndex index, FieldPlan plan) {

        /** @param before of the same feed; it is used again if its searches are the same */
        static FeedRules of(@Nullable Dataset dataset, List<CompiledSearch> searches, @Nullable FeedRules before) {
            if (before != null && before.searches.equals(searches)) {
                return before;
            }
            SharedIndex index = SharedIndex.compile(conditions(searches), PredicateCompiler::textTest);
            // All indexes that are learned have the slots of the first. Behind them come the fields that rows are made
            // of.
            MatchIndex first = index.current();
            Set<String> names = new LinkedHashSet<>();
            IntStream.range(0, first.slots()).mapToObj(first::field).forEach(names::add);
            for (CompiledSearch search : searches) {
                List<String> read = search.read();
                if (read != null) {
                    names.addAll(read);
                }
            }
            List<String> fields = List.copyOf(names);
            FieldPlan plan = dataset == null ? FieldPlan.ofEvent(fields) : FieldPlan.ofDataset(dataset, fields);
            return new FeedRules(dataset, List.copyOf(searches), index, plan);
        }

        /** The event as the searches see it. */
        Fields view(Event event) {
            return dataset == null ? event.asSearched() : dataset.view(event);
        }
    }
}
