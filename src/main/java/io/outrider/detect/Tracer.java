package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.detect.Trace.InSearch;
import io.outrider.detect.Trace.Keys;
import io.outrider.detect.Trace.OfEvent;
import io.outrider.detect.Trace.OfWindow;
import io.outrider.detect.Trace.Row;
import io.outrider.detect.Trace.Tail;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one rule on a few events and tells what became of them at each step.
 *
 * <p>It is the engine that runs: the rule is compiled and indexed as a pack of one, the {@link Detector} makes the windows'
 * rows, {@link WindowEvaluation} gives the result. What is told beside that is computed by the same compilers, applied to
 * one condition or one stage at a time. See {@code docs/design/explain.md}.
 */
public final class Tracer {

    private final CompiledRule rule;
    private final RulePack pack;
    // The engine drops groups early where the tail is sure to filter them out; here it is shown which stage does.
    private final RulePack all;
    private final GroupingSettings settings;
    private final Clock clock;

    /** @throws IllegalArgumentException if the engine cannot compile the rule */
    public Tracer(Rule rule, DataModels models, GroupingSettings settings, Clock clock) {
        this.pack = RulePack.compile(List.of(rule), models, settings);
        this.rule = only(pack);
        this.all = RulePack.keepingAll(rule, models, settings);
        this.settings = settings;
        this.clock = clock;
    }

    private static CompiledRule only(RulePack pack) {
        return pack.byId().values().iterator().next();
    }

    /** What was decided of the rule when it was compiled. */
    public PlanFacts plan() {
        List<Boolean> exact = rule.searches().stream().map(this::isExact).toList();
        return new PlanFacts(
                rule.windows().length(),
                rule.windows().offset(),
                rule.emission() == EmissionClass.EARLY,
                rule.readsRisk(),
                Stability.waitsFor(rule.rule()),
                exact);
    }

    private boolean isExact(CompiledSearch search) {
        RulePack.FeedRules feed = feed(pack, search);
        return feed != null && feed.index().current().exact(feed.searches().indexOf(search));
    }

    private static RulePack.@Nullable FeedRules feed(RulePack pack, CompiledSearch search) {
        if (search.search().feed() instanceof Feed.Events) {
            return pack.onEvents();
        }
        return search.dataset() == null ? null : pack.on(search.dataset().qualifiedName());
    }

    public Trace trace(List<Event> events) {
        Detections detected = detect(pack, events);
        Map<WindowKey, WindowDelta> kept = new HashMap<>();
        detected.deltas().forEach(delta -> kept.put(delta.key(), delta));
        return new Trace(
                events.stream().map(this::ofEvent).toList(),
                detect(all, events).deltas().stream()
                        .map(delta -> ofWindow(delta, kept.get(delta.key())))
                        .toList(),
                detected.failures().stream().map(RuleFailure::reason).toList());
    }

    private Detections detect(RulePack rules, List<Event> events) {
        SourceUnit unit = new SourceUnit("explain", "explain");
        return new Detector(rules, clock).detect(new EventBatch(unit, events, List.of(), 0, true));
    }

    private OfEvent ofEvent(Event event) {
        List<InSearch> searches = new ArrayList<>();
        // Whether its condition holds, not whether the tail would filter out what comes of it.
        for (CompiledSearch search : only(all).searches()) {
            if (!(search.search().feed() instanceof Feed.Table)) {
                searches.add(inSearch(event, search));
            }
        }
        WindowSpan span = rule.windows().span(event.time());
        return new OfEvent(event, searches, span.start(), span.end());
    }

    private InSearch inSearch(Event event, CompiledSearch search) {
        RulePack.FeedRules feed = feed(all, search);
        if (feed == null
                || feed.dataset() != null
                        && !event.datasets().contains(feed.dataset().qualifiedName())) {
            return InSearch.unread(search.number());
        }
        Fields fields = feed.view(event);
        try {
            Judgement condition = Judge.of(search.condition(), fields);
            if (!isTaken(event, search, feed, fields)) {
                return new InSearch(search.number(), true, false, condition, List.of(), List.of(), null);
            }
            Provenance from = Provenance.of(
                    event.time(), rule.windows().span(event.time()).end());
            StepTracer steps = new StepTracer(List.of(search.row(event, fields, from)));
            search.search().rowStages().forEach(steps::rowWise);
            // Without a stage the grouping reads the event itself.
            List<? extends Fields> rows = search.search().rowStages().isEmpty() ? List.of(fields) : steps.rows();
            return new InSearch(
                    search.number(),
                    true,
                    true,
                    condition,
                    steps.steps(),
                    keys(search.search().grouping(), rows),
                    null);
        } catch (RuntimeException | StackOverflowError e) {
            return new InSearch(search.number(), true, false, null, List.of(), List.of(), StepTracer.reason(e));
        }
    }

    /** As the detector finds it: by the index, and by the condition where the index does not decide it. */
    private static boolean isTaken(Event event, CompiledSearch search, RulePack.FeedRules feed, Fields fields) {
        EventMatcher matcher = new EventMatcher(feed);
        try {
            int found = matcher.match(event);
            for (int i = 0; i < found; i++) {
                if (feed.searches().get(matcher.rule(i)) == search) {
                    return matcher.exact(i) || search.matches(fields);
                }
            }
            return false;
        } finally {
            matcher.end();
        }
    }

    private List<Keys> keys(Grouping grouping, List<? extends Fields> rows) {
        if (!(grouping instanceof Grouping.By by)) {
            return List.of();
        }
        GroupKeys groups = new GroupKeys(by, rule.maxValues());
        List<Keys> keys = new ArrayList<>();
        for (Fields row : rows) {
            RowKeys of = groups.of(row);
            List<String> missing = by.keys().stream()
                    .map(Grouping.Key::field)
                    .filter(field -> by.fill() == null && row.get(field) == null)
                    .toList();
            keys.add(new Keys(of.kept().stream().map(RowKey::values).toList(), missing, of.cut()));
        }
        return keys;
    }

    /** @param kept what the engine keeps of the window; {@code null} if that is nothing */
    private OfWindow ofWindow(WindowDelta delta, @Nullable WindowDelta kept) {
        List<String> failures = new ArrayList<>();
        List<ResultRow> rows = kept == null
                ? List.of()
                : new WindowEvaluation(table(kept), failure -> failures.add(failure.reason())).rows();
        return new OfWindow(
                delta.span().start(),
                delta.span().end(),
                // Its own failures are those of the steps, which say where they are.
                tails(WindowEvaluation.whole(table(delta))),
                rows.stream().map(Row::of).toList(),
                Identities.of(delta.key(), rule, rows).size(),
                failures);
    }

    private WindowTable table(WindowDelta delta) {
        WindowTable table =
                new WindowTable(delta.key(), delta.rule(), delta.span().end());
        table.merge(delta, new RowBudget(settings.maxRows()), new UndoLog());
        return table;
    }

    private List<Tail> tails(WindowEvaluation window) {
        List<Tail> tails = new ArrayList<>();
        for (CompiledSearch search : rule.searches()) {
            tails.add(tail(search, window));
        }
        return tails;
    }

    private Tail tail(CompiledSearch search, WindowEvaluation window) {
        List<ResultRow> gathered = window.gathered(search.number());
        StepTracer steps = new StepTracer(gathered);
        TableStageCompiler compiler = new TableStageCompiler(numbersFrom(search.number() + 1), rule.maxValues());
        for (Stage stage : search.search().tail()) {
            if (stage instanceof Stage.RowWise) {
                steps.rowWise(stage);
            } else {
                List<TableStage> compiled = compiler.compile(List.of(stage));
                steps.tableWise(stage, rows -> compiled.get(0).apply(rows, window));
            }
        }
        return new Tail(search.number(), gathered.stream().map(Row::of).toList(), steps.steps());
    }

    // The searches that a tail runs beside it are numbered in its order, each before those in its own tail.
    private IntSupplier numbersFrom(int first) {
        int[] next = {first};
        return () -> {
            int number = next[0];
            next[0] += rule.searches().get(number).search().withSubsearches().size();
            return number;
        };
    }
}
