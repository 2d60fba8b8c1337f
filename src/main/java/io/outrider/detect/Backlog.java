package io.outrider.detect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The source units of which more is known to be there than was read, or that cannot be asked just now. Such a unit is not idle,
 * however long it gives nothing (decision 3): its windows wait for it. Safe for use by several threads.
 */
public final class Backlog {

    private final Set<String> units = ConcurrentHashMap.newKeySet();

    /** Says whether a unit is behind; one of which nothing was said is not. */
    public void set(String unitId, boolean behind) {
        if (behind) {
            units.add(unitId);
        } else {
            units.remove(unitId);
        }
    }

    /** Whether a unit is behind. */
    public boolean has(String unitId) {
        return units.contains(unitId);
    }
}
