package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.normalize.EventBatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a pack of rules on batches of events. Has no state of its own; any number of threads may use one. */
public final class Detector {

    /** An event may be this far ahead of the clock and still move its unit's watermark (decision 3). */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final RulePack rules;
    private final TumblingWindows windows;
    private final Clock clock;

    public Detector(RulePack rules, GroupingSettings settings, Clock clock) {
        this.rules = rules;
        this.windows = new TumblingWindows(settings.window(), settings.offset());
        this.clock = clock;
    }

    /** Never throws for what an event holds: a rule that fails on an event is among the failures of the result. */
    public Detections detect(EventBatch batch) {
        Run run = new Run(clock.instant().plus(AHEAD));
        batch.events().forEach(run::accept);
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
                run.future);
    }

    /** The state of one pass over a batch. */
    private final class Run {

        private final Instant latestCredible;
        private final Map<WindowKey, WindowDelta> deltas = new LinkedHashMap<>();
        private final Set<Instant> starts = new HashSet<>();
        private final List<RuleFailure> failures = new ArrayList<>();
        private @Nullable Instant newest;
        private int matched;
        private int future;

        Run(Instant latestCredible) {
            this.latestCredible = latestCredible;
        }

        void accept(Event event) {
            Instant start = windows.start(event.time());
            starts.add(start);
            if (event.time().isAfter(latestCredible)) {
                future++;
            } else if (newest == null || event.time().isAfter(newest)) {
                newest = event.time();
            }
            boolean any = false;
            for (String dataset : event.datasets()) {
                RulePack.DatasetRules onDataset = rules.on(dataset);
                if (onDataset != null) {
                    any |= accept(event, start, onDataset);
                }
            }
            matched += any ? 1 : 0;
        }

        private boolean accept(Event event, Instant start, RulePack.DatasetRules onDataset) {
            Fields fields = onDataset.dataset().view(event);
            boolean any = false;
            for (CompiledRule rule : onDataset.rules()) {
                try {
                    any |= accept(event, start, rule, fields);
                } catch (RuntimeException | StackOverflowError e) {
                    failures.add(failure(rule, event, e));
                }
            }
            return any;
        }

        private boolean accept(Event event, Instant start, CompiledRule rule, Fields fields) {
            Fields match = rule.match(event, fields);
            if (match == null) {
                return false;
            }
            WindowDelta delta =
                    deltas.computeIfAbsent(new WindowKey(rule.id(), start), key -> new WindowDelta(key, rule));
            rule.keys(match).forEach(key -> delta.row(key).add(event, match));
            return true;
        }

        private RuleFailure failure(CompiledRule rule, Event event, Throwable e) {
            String subject = event.origin().source() + ":" + event.origin().line();
            return new RuleFailure(rule.id(), rule.rule().about().name(), subject, String.valueOf(e.getMessage()));
        }
    }
}
