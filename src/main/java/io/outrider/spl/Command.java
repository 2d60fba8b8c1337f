package io.outrider.spl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of a pipeline. Its position is that of its name. */
sealed interface Command {

    Position position();

    /**
     * {@code tstats}: events of a data model, filtered and grouped.
     *
     * @param model the data model or dataset after {@code from datamodel=}; {@code null} if there is none
     * @param where {@code null} if there is none
     */
    record Tstats(
            Position position,
            List<Option> options,
            List<Aggregate> aggregates,
            @Nullable Name model,
            @Nullable SearchExpression where,
            List<ByField> by)
            implements Command {
        public Tstats {
            options = List.copyOf(options);
            aggregates = List.copyOf(aggregates);
            by = List.copyOf(by);
        }
    }

    /** @param expression {@code null} for a search without terms */
    record Search(Position position, @Nullable SearchExpression expression) implements Command {}

    record Where(Position position, EvalExpression condition) implements Command {}

    record Rename(Position position, List<Renaming> renamings) implements Command {
        public Rename {
            renamings = List.copyOf(renamings);
        }
    }

    /** Example: {@code convert timeformat="%H:%M" ctime(firstTime) AS first}. */
    record Convert(Position position, List<Option> options, List<Conversion> conversions) implements Command {
        public Convert {
            options = List.copyOf(options);
            conversions = List.copyOf(conversions);
        }
    }

    /** A command that is not parsed yet: the pipeline is still seen whole. */
    record OtherCommand(Position position, String name, String text) implements Command {}

    /** Example: {@code summariesonly=false}. */
    record Option(Name name, Literal value) {}

    /**
     * Example: {@code min(_time) as firstTime}.
     *
     * @param field {@code null} for a bare {@code count}
     * @param as {@code null} if none is given
     */
    record Aggregate(
            Name function, @Nullable Name field, @Nullable Name as) {}

    /**
     * Example: {@code _time span=1h}.
     *
     * @param options those behind the field
     */
    record ByField(Name field, List<Option> options) {
        public ByField {
            options = List.copyOf(options);
        }
    }

    record Renaming(Name from, Name to) {}

    /** @param as {@code null} if none is given */
    record Conversion(Name function, Name field, @Nullable Name as) {}
}
