package io.outrider.rule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A detection as the engine runs it.
 *
 * @param about who the detection is and what its alerts say
 * @param search what makes its rows
 * @param window over which rows are gathered; {@code null} for the engine's default
 */
public record Rule(Detection about, Search search, @Nullable Duration window) {

    public Rule {
        if (window != null && (window.isNegative() || window.isZero())) {
            throw new IllegalArgumentException("expected a window longer than 0, but found " + window);
        }
    }

    /** A rule over one dataset, with the engine's window. */
    public static Rule onDataset(
            Detection about,
            String dataset,
            Predicate where,
            List<Stage.RowWise> rowStages,
            Grouping grouping,
            List<Stage> tail) {
        return new Rule(about, new Search(new Feed.Dataset(dataset, where), rowStages, grouping, tail), null);
    }

    /** How the rows of the search are gathered. */
    public Grouping grouping() {
        return search.grouping();
    }

    /** What happens to the table. */
    public List<Stage> tail() {
        return search.tail();
    }

    /**
     * Whether rows that were gathered for the other rule can go on under this one: all that happens before the tail is the
     * same, in the search and in those beside it.
     */
    public boolean gathersAs(Rule other) {
        return Objects.equals(window, other.window) && search.gatherings().equals(other.search.gatherings());
    }

    /** A text that is the same for two rules if {@link #gathersAs} holds, in every process. */
    public String gatherings() {
        return window + " " + search.gatherings();
    }

    /** The same search under other metadata. */
    public Rule with(Detection other) {
        return new Rule(other, search, window);
    }

    /** The same over windows of another length. */
    public Rule with(Duration otherWindow) {
        return new Rule(about, search, otherWindow);
    }
}
