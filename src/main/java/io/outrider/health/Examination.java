package io.outrider.health;

import io.outrider.health.Concern.Area;
import io.outrider.health.Report.Measured;
import io.outrider.outbox.SinkCondition;
import io.outrider.rule.Severity;
import io.outrider.store.StoreFault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks how Outrider is. What cannot be asked, because the store is away, is as it was at the last look. Used by one thread; the
 * reports that it makes are values.
 */
public final class Examination {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.health");

    // What comes and goes within it is a burst, which bounds are for.
    private static final Duration LASTING = Duration.ofSeconds(10);

    // Camel makes it, and knows then why it failed, some seconds behind the first one: three times that on a busy
    // machine.
    private static final Duration SECOND_START = Duration.ofSeconds(30);

    private final StoreWatch store;
    private final Supplier<List<SinkCondition>> sinks;
    private final List<Supplier<List<Level>>> levels;
    private final Supplier<List<Loss>> losses;
    private final Supplier<Map<String, String>> sources;
    private final Duration sinkFailsFor;
    private final Map<Area, Duration> knownAfter;
    private final Clock clock;

    private final LossWatch lossWatch = new LossWatch();
    // By the name of the level: of sinks and sources, which have names in the configuration.
    private final Map<String, LevelState> states = new HashMap<>();
    // Of levels that are not OK.
    private final Map<String, Instant> fullSince = new HashMap<>();
    private final Map<Object, Object> lastKnown = new HashMap<>();
    // The first look at which all could be asked.
    private @Nullable Instant begun;
    private boolean allAsked;

    /**
     * @param levels beside those of the sinks
     * @param sources those that do not run, and why
     * @param sinkFailsFor how long a sink must have failed before something is wrong
     * @param longestDelay between two tries of a sink that fails
     */
    public Examination(
            StoreWatch store,
            Supplier<List<SinkCondition>> sinks,
            List<Supplier<List<Level>>> levels,
            Supplier<List<Loss>> losses,
            Supplier<Map<String, String>> sources,
            Duration sinkFailsFor,
            Duration longestDelay,
            Clock clock) {
        this.store = store;
        this.sinks = sinks;
        this.levels = List.copyOf(levels);
        this.losses = losses;
        this.sources = sources;
        this.sinkFailsFor = sinkFailsFor;
        this.knownAfter = Map.of(
                Area.STORE,
                StoreWatch.QUIET,
                Area.LEVELS,
                LASTING,
                Area.LOSSES,
                LossWatch.LATELY,
                // The first try may be due so late: delays are up to half as long again.
                Area.SINKS,
                longestDelay.multipliedBy(2).plus(sinkFailsFor),
                Area.SOURCES,
                SECOND_START);
        this.clock = clock;
    }

    /** Looks at everything once. */
    public Report look() {
        allAsked = true;
        List<Concern> concerns = new ArrayList<>();
        Optional<StoreFault> fault = store.look();
        fault.ifPresent(found -> concerns.add(storeFails(found)));
        List<SinkCondition> conditions = asked(sinks, List.of());
        Instant now = clock.instant();
        List<Measured> measured = new ArrayList<>();
        for (Level level : levels(conditions)) {
            LevelState state =
                    LevelState.of(level.used(), level.most(), states.getOrDefault(level.name(), LevelState.OK));
            states.put(level.name(), state);
            measured.add(new Measured(level, state));
            if (lasts(level, state, now) && level.beyond() != null) {
                concerns.add(isFull(level, state));
            }
        }
        conditions.forEach(sink -> failing(sink, now).ifPresent(concerns::add));
        List<Loss> all = new ArrayList<>(asked(losses, List.of()));
        conditions.forEach(sink -> all.add(givenUp(sink)));
        all.forEach(loss -> lossWatch.grown(loss, now).ifPresent(more -> concerns.add(lost(loss, more))));
        Map<String, String> stopped = asked(sources, Map.of());
        new TreeMap<>(stopped).forEach((source, why) -> concerns.add(doesNotRun(source, why)));
        return new Report(now, measured, all, conditions, stopped, fault.orElse(null), concerns, notYetKnown(now));
    }

    private Set<Area> notYetKnown(Instant now) {
        Instant first = begun;
        if (first == null) {
            first = now;
            begun = allAsked ? now : null;
        }
        Duration since = Duration.between(first, now).abs();
        return knownAfter.keySet().stream()
                .filter(area -> since.compareTo(knownAfter.get(area)) < 0)
                .collect(Collectors.toSet());
    }

    private boolean lasts(Level level, LevelState state, Instant now) {
        if (state == LevelState.OK) {
            fullSince.remove(level.name());
            return false;
        }
        Instant since = fullSince.computeIfAbsent(level.name(), name -> now);
        return Duration.between(since, now).abs().compareTo(LASTING) >= 0;
    }

    private List<Level> levels(List<SinkCondition> conditions) {
        List<Level> all = new ArrayList<>();
        levels.forEach(some -> all.addAll(asked(some, List.of())));
        for (SinkCondition sink : conditions) {
            all.add(new Level(
                    "alerts-waiting",
                    sink.sink(),
                    true,
                    sink.waiting(),
                    sink.most(),
                    "alerts",
                    "outrider.delivery.max-waiting",
                    "the oldest alerts that wait for " + sink.sink() + " go to the dead letters"));
        }
        return all;
    }

    private <T> T asked(Supplier<T> supplier, T atFirst) {
        try {
            T answer = supplier.get();
            lastKnown.put(supplier, answer);
            return answer;
        } catch (RuntimeException e) {
            // If it is the store, the report says so.
            LOG.debug("Something of the health cannot be asked, and counts as it was", e);
            @SuppressWarnings("unchecked") // What this supplier gave.
            T before = (T) lastKnown.getOrDefault(supplier, atFirst);
            allAsked &= lastKnown.containsKey(supplier);
            return before;
        }
    }

    private static Concern storeFails(StoreFault fault) {
        return new Concern(
                Area.STORE,
                "store-failing",
                "",
                null,
                Severity.CRITICAL,
                "the store cannot be written",
                "The store cannot be written since " + fault.since() + ": " + fault.reason(),
                "No event is worked on until it can: sources wait, and what is sent over the network is lost or waits for its sender."
                        + " Make room on its disk, or start the database; the service goes on by itself.",
                null);
    }

    private static Concern isFull(Level level, LevelState state) {
        boolean reached = state == LevelState.REACHED;
        String what = level.subject().isEmpty() ? level.kind() : level.kind() + " of " + level.subject();
        return new Concern(
                Area.LEVELS,
                level.kind(),
                level.subject(),
                level.sink() ? level.subject() : null,
                reached ? Severity.HIGH : Severity.MEDIUM,
                what + (reached ? " has reached its bound" : " is near its bound"),
                String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d %s (%s); %s %s",
                        what,
                        level.used(),
                        level.most(),
                        level.unit(),
                        level.bound(),
                        reached ? "now" : "beyond it",
                        level.beyond()),
                "Find out what fills it, or raise " + level.bound() + " if there is room.",
                level);
    }

    private Optional<Concern> failing(SinkCondition sink, Instant now) {
        Instant since = sink.failingSince();
        if (since == null || now.isBefore(since.plus(sinkFailsFor))) {
            return Optional.empty();
        }
        return Optional.of(new Concern(
                Area.SINKS,
                "sink-failing",
                sink.sink(),
                sink.sink(),
                Severity.HIGH,
                "the sink " + sink.sink() + " fails",
                String.format(
                        Locale.ROOT,
                        "The sink %s has taken no alert since %s, and %,d wait for it: %s",
                        sink.sink(),
                        since,
                        sink.waiting(),
                        sink.reason()),
                "Its alerts wait and are sent once it takes them; those that wait for longer than outrider.delivery.give-up-after go to"
                        + " the dead letters.",
                null));
    }

    private static Loss givenUp(SinkCondition sink) {
        return new Loss(
                "alerts-given-up",
                sink.sink(),
                true,
                sink.givenUp(),
                "alerts that " + sink.sink() + " does not get",
                sink.givenUpReason());
    }

    private static Concern lost(Loss loss, long more) {
        return new Concern(
                Area.LOSSES,
                loss.kind(),
                loss.subject(),
                loss.sink() ? loss.subject() : null,
                Severity.HIGH,
                loss.kind().replace('-', ' ')
                        + (loss.subject().isEmpty() ? "" : (loss.sink() ? " for " : " of ") + loss.subject()),
                String.format(
                        Locale.ROOT,
                        "%,d %s%s",
                        more,
                        loss.what(),
                        loss.reason().isEmpty() ? "" : "; the last: " + loss.reason()),
                loss.sink()
                        ? "They are dead letters: outrider deadletter list; once the sink is mended, outrider deadletter retry."
                        : "The log tells more; docs/reference/faults.md tells what is lost and what is not.",
                null);
    }

    private static Concern doesNotRun(String source, String why) {
        return new Concern(
                Area.SOURCES,
                "source-stopped",
                source,
                null,
                Severity.HIGH,
                "the source " + source + " does not run",
                "The source " + source + " cannot be started, and is tried again: " + why,
                "Nothing is read from it until that is mended.",
                null);
    }
}
