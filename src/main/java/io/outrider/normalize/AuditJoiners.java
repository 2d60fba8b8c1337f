package io.outrider.normalize;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@link AuditJoiner}s of the units that are being read. Usable by several threads at once, as long as each unit has one
 * at a time.
 */
public final class AuditJoiners {

    /**
     * More than the files that are read at once and the partitions of any topic that one instance reads. Of units that end
     * without saying so, the one that was longest silent is forgotten.
     */
    private static final int MAX_UNITS = 4096;

    private final Map<String, AuditJoiner> byUnit = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AuditJoiner> eldest) {
            return size() > MAX_UNITS;
        }
    };

    /** The joiner of a unit, made by the normaliser of its first batch. */
    public synchronized AuditJoiner of(SourceUnit unit, Normalizer normalizer) {
        return byUnit.computeIfAbsent(unit.id(), id -> normalizer.joiner());
    }

    /** The batch that says that a unit has ended, with the events that are complete now. */
    public EventBatch end(SourceUnit unit, long endOffset) {
        AuditJoiner joiner = remove(unit);
        return joiner == null
                ? EventBatch.end(unit, endOffset)
                : new EventBatch(unit, joiner.end(), List.of(), endOffset, true);
    }

    private synchronized @Nullable AuditJoiner remove(SourceUnit unit) {
        return byUnit.remove(unit.id());
    }
}
