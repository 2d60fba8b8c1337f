package io.outrider.detect;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Grouping;
import io.outrider.rule.Stage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a row before it is grouped that the tail will filter its group out whatever else is in it, so that the group need
 * not be kept: runs those of the tail's stages that hang on the grouping's keys alone ({@link KeyStages}).
 */
final class KeyFilter {

    private final KeyStages plan;
    private final Header header;
    private final RowStage stages;
    private final @Nullable String fill;

    private KeyFilter(KeyStages plan, @Nullable String fill) {
        this.plan = plan;
        this.fill = fill;
        header = new Header(plan.inputs().stream().map(Grouping.Key::column).toList());
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
        @Nullable Value[] values = new @Nullable Value[header.size()];
        for (int i = 0; i < values.length; i++) {
            Value value = row.get(plan.inputs().get(i).field());
            if (value instanceof Value.Multi) {
                return true;
            }
            String text = value == null ? fill : value.text();
            values[i] = text == null ? null : Value.of(text);
        }
        boolean[] passed = {false};
        stages.apply(ResultRow.owning(header, values, Provenance.none(closes)), result -> passed[0] = true);
        return passed[0];
    }
}
