package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.normalize.EventBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pack of rules on batches of events. Its only state is which pack that is; any number of threads may use one.
 *
 * <p>The pack is read once for each batch, so all of a batch is seen by the same rules. It is swapped by {@link
 * WindowGrouping}, together with the windows: see {@code docs/design/hot-reload.md}.
 */
public final class Detector {

    /** An event may be this far ahead of the clock and still move its unit's watermark (decision 3). */
    private static final Duration AHEAD = Duration.ofHours(1);

    private volatile RulePack rules;
    private final TumblingWindows windows;
    private final Clock clock;

    public Detector(RulePack rules, GroupingSettings settings, Clock clock) {
        this.rules = rules;
        this.windows = new TumblingWindows(settings.window(), settings.offset());
        this.clock = clock;
    }

    RulePack rules() {
        return rules;
    }

    void swap(RulePack others) {
        rules = others;
    }

    /** Never throws for what an event holds: a rule that fails on an event is among the failures of the result. */
    public Detections detect(EventBatch batch) {
        RulePack current = rules;
        Run run = new Run(current, clock.instant().plus(AHEAD));
        try {
            batch.events().forEach(run::accept);
        } finally {
            run.end();
        }
        return new Detections(
                batch.unit(),
                batch.endOffset(),
                batch.ended(),
                false,
                run.newest,
                run.starts,
                List.copyOf(run.deltas.values()),
                run.failures,
                batch.events().size(),
                run.matched,
                run.future,
                batch,
                current);
    }

    /** The state of one pass over a batch. */
    private final class Run {

        private final RulePack rules;
        private final Instant latestCredible;
        // Sorted, so that the order of first alerts does not hang on that of an event's set of datasets.
        private final Map<WindowKey, WindowDelta> deltas = new TreeMap<>();
        private final Set<Instant> starts = new HashSet<>();
        private final List<RuleFailure> failures = new ArrayList<>();
        private final Map<RulePack.DatasetRules, EventMatcher> matchers = new IdentityHashMap<>();
        private @Nullable Instant newest;
        private int matched;
        private int future;

        Run(RulePack rules, Instant latestCredible) {
            this.rules = rules;
            this.latestCredible = latestCredible;
        }

        void accept(Event event) {
            Instant start = windows.start(event.time());
            boolean any = false;
            for (String dataset : event.datasets()) {
                RulePack.DatasetRules onDataset = rules.on(dataset);
                if (onDataset != null) {
                    any |= accept(event, start, onDataset);
                }
            }
            matched += any ? 1 : 0;
            boolean credible = !event.time().isAfter(latestCredible);
            if (credible) {
                newest = newest == null ? event.time() : Moments.later(newest, event.time());
            } else {
                future++;
            }
            // An event from the future that matched nothing holds no window open: there could be any number of those.
            if (credible || any) {
                starts.add(start);
            }
        }

        private boolean accept(Event event, Instant start, RulePack.DatasetRules onDataset) {
            Fields fields = onDataset.dataset().view(event);
            boolean any = false;
            EventMatcher matcher =
                    matchers.computeIfAbsent(onDataset, rules -> new EventMatcher(rules.index(), rules.plan()));
            int found = matcher.match(event);
            for (int i = 0; i < found; i++) {
                CompiledRule rule = onDataset.rules().get(matcher.rule(i));
                try {
                    any |= accept(event, start, rule, fields, matcher.exact(i));
                } catch (RuntimeException | StackOverflowError e) {
                    failures.add(RuleFailure.of(rule, origin(event), e));
                }
            }
            return any;
        }

        void end() {
            matchers.values().forEach(EventMatcher::end);
        }

        /** @param exact whether the rule's condition is known to hold */
        private boolean accept(Event event, Instant start, CompiledRule rule, Fields fields, boolean exact) {
            Instant closes = windows.end(start);
            List<? extends Fields> rows =
                    exact ? rule.matched(event, fields, closes) : rule.match(event, fields, closes);
            for (Fields row : rows) {
                add(event, start, rule, row);
            }
            return !rows.isEmpty();
        }

        private void add(Event event, Instant start, CompiledRule rule, Fields row) {
            RowKeys keys = rule.keys(row);
            for (RowKey key : keys.kept()) {
                delta(rule, start).row(key).add(event, row, windows.end(start));
            }
            if (keys.cut()) {
                failures.add(RuleFailure.of(
                        rule,
                        origin(event),
                        "the event has more than " + keys.kept().size()
                                + " combinations of values to group by; it is in no row of the others"));
            }
        }

        private WindowDelta delta(CompiledRule rule, Instant start) {
            return deltas.computeIfAbsent(new WindowKey(rule.id(), start), key -> new WindowDelta(key, rule));
        }

        private static String origin(Event event) {
            return event.origin().source() + ":" + event.origin().line();
        }
    }
}
