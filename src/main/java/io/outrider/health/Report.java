package io.outrider.health;

import io.outrider.outbox.SinkCondition;
import io.outrider.store.StoreFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Outrider was at one moment.
 *
 * @param sources that do not run, and why
 * @param store why it cannot be written; {@code null} if it can, or there is none
 * @param concerns all that is wrong
 * @param notYetKnown where more may be wrong: the process has not run for long enough to see
 */
public record Report(
        Instant at,
        List<Measured> levels,
        List<Loss> losses,
        List<SinkCondition> sinks,
        Map<String, String> sources,
        @Nullable StoreFault store,
        List<Concern> concerns,
        Set<Concern.Area> notYetKnown) {

    public Report {
        levels = List.copyOf(levels);
        losses = List.copyOf(losses);
        sinks = List.copyOf(sinks);
        sources = Map.copyOf(sources);
        concerns = List.copyOf(concerns);
        notYetKnown = Set.copyOf(notYetKnown);
    }

    /** A level, and how full it is. */
    public record Measured(Level level, LevelState state) {}

    /** Whether something of this area is wrong. */
    public boolean isWrong(Concern.Area area) {
        return concerns.stream().anyMatch(concern -> concern.area() == area);
    }
}
