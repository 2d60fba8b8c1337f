package io.outrider.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** How far each source unit has been read, in bytes or messages, for units that have not ended. */
final class Positions {

    // A unit that failed and never comes back would stay for ever: of so many the one that was read longest ago is
    // forgotten,
    // and read from its start if it does come back.
    private static final int MOST = 10_000;

    private final Map<String, Long> byUnit = new LinkedHashMap<>(16, 0.75f, true);

    // Of units that an earlier process read to their end.
    private final Map<String, Long> ended = new HashMap<>();

    /** Where reading goes on; 0 for a unit that is new, is forgotten, or that this process found to have ended. */
    long of(String unitId) {
        Long position = byUnit.get(unitId);
        return position == null ? ended.getOrDefault(unitId, 0L) : position;
    }

    /** Whether anything is known of a unit. */
    boolean has(String unitId) {
        return byUnit.containsKey(unitId) || ended.containsKey(unitId);
    }

    /** Not to be taken back: called between batches. @param which units */
    void forgetAll(Predicate<String> which) {
        byUnit.keySet().removeIf(which);
        ended.keySet().removeIf(which);
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
        ended.remove(unitId);
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

    /** Goes on where an earlier process did. @param hasEnded whether it had found that there is no more */
    void resume(String unitId, long position, boolean hasEnded) {
        (hasEnded ? ended : byUnit).put(unitId, position);
    }
}
