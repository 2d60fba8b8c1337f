package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a row before it is grouped that the tail will filter its group out whatever else is in it, so that the group need
 * not be kept: runs those of the tail's stages that hang on the grouping's keys alone ({@link KeyStages}).
 */
final class KeyFilter {

    private final KeyStages plan;
    private final RowStage stages;
    private final @Nullable String fill;

    private KeyFilter(KeyStages plan, @Nullable String fill) {
        this.plan = plan;
        this.fill = fill;
        stages = StageCompiler.compile(plan.stages());
    }

    /** The filter of a grouping with this tail; {@code null} if no filter hangs on the keys alone. */
    static @Nullable KeyFilter of(Grouping grouping, List<Stage> tail) {
        KeyStages plan = grouping instanceof Grouping.By by ? KeyStages.of(by, tail) : null;
        return plan == null ? null : new KeyFilter(plan, grouping.fill());
    }

    /** What decides: groups that two equal plans filter out are the same. */
    KeyStages plan() {
        return plan;
    }

    /**
     * Whether a group of the row may pass. Always so where a key that is asked for has several values.
     *
     * @param closes first moment behind the row's window
     */
    boolean mayPass(Fields row, Instant closes) {
        Map<String, Value> columns = new LinkedHashMap<>();
        for (Grouping.Key key : plan.inputs()) {
            Value value = row.get(key.field());
            if (value instanceof Value.Multi) {
                return true;
            }
            String text = value == null ? fill : value.text();
            if (text != null) {
                columns.put(key.column(), Value.of(text));
            }
        }
        boolean[] passed = {false};
        stages.apply(ResultRow.owning(columns, Provenance.none(closes)), result -> passed[0] = true);
        return passed[0];
    }
}
