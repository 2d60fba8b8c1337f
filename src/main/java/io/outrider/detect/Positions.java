package io.outrider.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far each source unit has been read, in bytes or messages, for units that have not ended. */
final class Positions {

    // A unit that failed and never comes back would stay for ever: of so many the one that was read longest ago is
    // forgotten,
    // and read from its start if it does come back.
    private static final int MOST = 10_000;

    private final Map<String, Long> byUnit = new LinkedHashMap<>(16, 0.75f, true);

    /** Where reading goes on; 0 for a unit that is new, has ended or is forgotten. */
    long of(String unitId) {
        return byUnit.getOrDefault(unitId, 0L);
    }

    /** @param ended whether the unit gives no more: then its position is of no more use */
    void save(String unitId, long position, boolean ended, UndoLog undo) {
        Long before = ended ? byUnit.remove(unitId) : byUnit.put(unitId, position);
        undo.add(() -> {
            if (before == null) {
                byUnit.remove(unitId);
            } else {
                byUnit.put(unitId, before);
            }
        });
    }

    /** Not to be taken back: called between batches. */
    void forget(String unitId) {
        byUnit.remove(unitId);
    }

    /**
     * Keeps the number of units bounded. Not to be taken back: called between batches.
     *
     * @return those that are forgotten
     */
    List<String> trim() {
        List<String> forgotten = new ArrayList<>(0);
        while (byUnit.size() > MOST) {
            String first = byUnit.keySet().iterator().next();
            byUnit.remove(first);
            forgotten.add(first);
        }
        return forgotten;
    }

    /** Goes on where an earlier process ended. */
    void resume(String unitId, long position) {
        byUnit.put(unitId, position);
    }
}
