package io.outrider.detect;

import io.outrider.store.SharedStateStore.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which source units hold up windows, by what the instances that read them say in the store. Their beats are looked at by the clock of
 * this instance alone: it is no matter how far the clocks of others are from it.
 */
final class Hearing {

    private final Duration idleTimeout;
    private final Map<String, Last> units = new HashMap<>();

    /**
     * @param changed when the beat was first found to be what it is
     * @param fresh whether it has changed since the look before
     */
    private record Last(Heard heard, Instant changed, boolean fresh) {}

    /** @param idleTimeout after which a unit of which nothing is heard holds up no window */
    Hearing(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    void hear(Heard heard, Instant now) {
        Last last = units.get(heard.unit());
        if (last == null) {
            units.put(heard.unit(), new Last(heard, now, false));
        } else {
            boolean fresh = heard.beat() != last.heard().beat();
            units.put(heard.unit(), new Last(heard, fresh ? now : last.changed(), fresh));
        }
    }

    /** All that there is was heard. @param ids of the units */
    void forgetOthers(Set<String> ids) {
        units.keySet().retainAll(ids);
    }

    /** Whether no event before the moment is expected any more of a unit; nor is one of a unit that has ended, or is not known. */
    boolean hasPassed(String unit, Instant moment, Instant now) {
        Last last = units.get(unit);
        if (last == null) {
            return true;
        }
        Instant watermark = last.heard().watermark();
        return watermark != null && !watermark.isBefore(moment)
                || last.heard().idle() && last.fresh()
                || !Moments.plus(last.changed(), idleTimeout).isAfter(now);
    }

    /** The greatest event time of all units; {@code null} if there is none. */
    @Nullable
    Instant eventTime() {
        Instant latest = null;
        for (Last last : units.values()) {
            Instant watermark = last.heard().watermark();
            if (watermark != null) {
                latest = latest == null ? watermark : Moments.later(latest, watermark);
            }
        }
        return latest;
    }
}
