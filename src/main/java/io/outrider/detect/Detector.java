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
    private final Clock clock;
    private final boolean naming;

    /** A detector that counts the events that match, and does not name them. */
    public Detector(RulePack rules, Clock clock) {
        this(rules, clock, false);
    }

    /** @param naming whether it also says which events match, and what */
    public Detector(RulePack rules, Clock clock, boolean naming) {
        this.rules = rules;
        this.clock = clock;
        this.naming = naming;
    }

    /** How many detections run. Safe for use by any thread. */
    public int runs() {
        return rules.size();
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
        Run run = new Run(current, clock.instant().plus(AHEAD), naming);
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
                false,
                run.newest,
                run.spans,
                run.deltas(),
                run.failures,
                batch.events().size(),
                run.matched,
                run.named == null ? List.of() : run.named.events(),
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
        // Events come much in the order of their times: the next one is nearly always in the same window.
        private final Map<CompiledRule, WindowDelta> lastDeltas = new IdentityHashMap<>();
        private final @Nullable WindowSpan[] lastSpans;
        private final Set<WindowSpan> spans = new HashSet<>();
        private final List<RuleFailure> failures = new ArrayList<>();
        private final Map<RulePack.FeedRules, EventMatcher> matchers = new IdentityHashMap<>();
        private final @Nullable MatchedEvents named;
        private @Nullable Instant newest;
        private int matched;
        private int future;

        Run(RulePack rules, Instant latestCredible, boolean naming) {
            this.rules = rules;
            this.latestCredible = latestCredible;
            lastSpans = new @Nullable WindowSpan[rules.windows().size()];
            named = naming ? new MatchedEvents() : null;
        }

        void accept(Event event) {
            // One for all rules: what it costs to settle it is paid once.
            Place place = Place.of(event);
            boolean any = rules.onEvents() != null && accept(event, place, rules.onEvents());
            for (String dataset : event.datasets()) {
                RulePack.FeedRules onDataset = rules.on(dataset);
                if (onDataset != null) {
                    any |= accept(event, place, onDataset);
                }
            }
            matched += any ? 1 : 0;
            if (named != null) {
                named.end(event);
            }
            boolean credible = !event.time().isAfter(latestCredible);
            if (credible) {
                newest = newest == null ? event.time() : Moments.later(newest, event.time());
            } else {
                future++;
            }
            // An event from the future that matched nothing holds no window open: there could be any number of those.
            if (credible || any) {
                addSpans(event.time());
            }
        }

        private void addSpans(Instant time) {
            for (int i = 0; i < lastSpans.length; i++) {
                WindowSpan last = lastSpans[i];
                if (last == null || !last.holds(time)) {
                    WindowSpan span = rules.windows().get(i).span(time);
                    lastSpans[i] = span;
                    spans.add(span);
                }
            }
        }

        private boolean accept(Event event, Place place, RulePack.FeedRules rulesOnFeed) {
            EventMatcher matcher = matchers.computeIfAbsent(rulesOnFeed, EventMatcher::new);
            int found = matcher.match(event);
            if (found == 0) {
                return false;
            }
            boolean any = false;
            for (int i = 0; i < found; i++) {
                CompiledSearch search = rulesOnFeed.searches().get(matcher.rule(i));
                try {
                    if ((matcher.exact(i) || search.matches(matcher)) && add(event, place, search, matcher)) {
                        any = true;
                        name(search.rule());
                    }
                } catch (RuntimeException | StackOverflowError e) {
                    failures.add(RuleFailure.of(search.rule(), origin(event), e));
                }
            }
            return any;
        }

        private void name(CompiledRule rule) {
            if (named != null) {
                named.add(rule);
            }
        }

        void end() {
            matchers.values().forEach(EventMatcher::end);
        }

        private boolean add(Event event, Place place, CompiledSearch search, Fields fields) {
            CompiledSearch.Added added = delta(search.rule(), event.time()).add(search, event, fields, place);
            if (added.cut()) {
                failures.add(RuleFailure.of(
                        search.rule(),
                        origin(event),
                        "the event has more than " + search.rule().maxValues()
                                + " combinations of values to group by; it is in no row of the others"));
            }
            return added.any();
        }

        private WindowDelta delta(CompiledRule rule, Instant time) {
            WindowDelta last = lastDeltas.get(rule);
            if (last != null && last.span().holds(time)) {
                return last;
            }
            WindowSpan span = rule.windows().span(time);
            WindowDelta delta = deltas.computeIfAbsent(
                    new WindowKey(rule.id(), span.start()), key -> new WindowDelta(key, rule, span));
            lastDeltas.put(rule, delta);
            return delta;
        }

        List<WindowDelta> deltas() {
            return deltas.values().stream().filter(delta -> !delta.isEmpty()).toList();
        }

        private static String origin(Event event) {
            return event.origin().source() + ":" + event.origin().line();
        }
    }
}
