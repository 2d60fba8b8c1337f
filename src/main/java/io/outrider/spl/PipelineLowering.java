package io.outrider.spl;

import io.outrider.cim.DataModels;
import io.outrider.rule.Feed;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.Convert;
import io.outrider.spl.Command.OtherCommand;
import io.outrider.spl.Command.Rename;
import io.outrider.spl.Command.Search;
import io.outrider.spl.Command.Tstats;
import io.outrider.spl.Command.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers a pipeline: its {@code tstats} to dataset, predicate and grouping, each command behind it to stages. */
final class PipelineLowering {

    private final DataModels models;
    private final Problems problems;

    PipelineLowering(DataModels models, Problems problems) {
        this.models = models;
        this.problems = problems;
    }

    /** @param pipeline without the commands that the parser refused; their errors are among the problems */
    Compilation lower(Pipeline pipeline) {
        List<Command> commands = pipeline.commands();
        Optional<TstatsLowering.Lowered> first = Optional.empty();
        @Nullable Columns columns = null;
        List<Stage> tail = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            if (i > 0) {
                List<Stage> stages = stages(commands.get(i));
                if (columns != null) {
                    columns.check(used(commands.get(i)));
                    stages.forEach(columns::pass);
                }
                tail.addAll(stages);
            } else if (commands.get(0) instanceof Tstats tstats) {
                first = new TstatsLowering(models, problems).lower(tstats);
                columns = first.map(lowered -> new Columns(lowered.grouping(), problems))
                        .orElse(null);
            } else {
                refuseFirst(commands.get(0));
            }
        }
        if (problems.hasErrors() || first.isEmpty()) {
            return new Compilation.Refused(problems.errors(), problems.warnings());
        }
        TstatsLowering.Lowered lowered = first.get();
        return new Compilation.Compiled(
                new io.outrider.rule.Search(
                        new Feed.Dataset(lowered.dataset().qualifiedName(), lowered.where()),
                        List.of(),
                        lowered.grouping(),
                        tail),
                null,
                problems.warnings());
    }

    private void refuseFirst(Command command) {
        if (problems.errors().stream()
                .anyMatch(e -> e.position().offset() < command.position().offset())) {
            // The first command is one that could not be parsed: this one may stand where it belongs.
            stages(command);
            return;
        }
        String found = command instanceof Search ? "an event search" : name(command);
        problems.error(
                command.position(),
                name(command),
                "expected | tstats as the first command, but found " + found + "; it is not run yet");
    }

    private List<Stage> stages(Command command) {
        if (command instanceof Search search) {
            return search(search);
        }
        if (command instanceof Where where) {
            return new ExpressionLowering(problems)
                    .condition(where.condition())
                    .<List<Stage>>map(condition -> List.of(new Stage.Where(condition)))
                    .orElse(List.of());
        }
        if (command instanceof Rename rename) {
            return new RenameLowering(problems).lower(rename);
        }
        if (command instanceof Convert convert) {
            return new ConvertLowering(problems).lower(convert);
        }
        String message = command instanceof Tstats
                ? "expected tstats as the first command only, but found it behind another"
                : "expected a command that is run (search, where, rename, convert), but found " + name(command)
                        + "; it is not run yet";
        problems.error(command.position(), name(command), message);
        return List.of();
    }

    private List<Stage> search(Search search) {
        if (search.expression() == null) {
            return List.of();
        }
        Predicate predicate = new PredicateLowering(Name::text, problems).lower(search.expression());
        // search * keeps every row; it is how an empty filter macro is written.
        return predicate instanceof Predicate.Always ? List.of() : List.of(new Stage.Search(predicate));
    }

    /** The fields that a command needs; one that it only renames or converts may be absent. */
    private static List<Name> used(Command command) {
        if (command instanceof Where where) {
            return UsedFields.of(where.condition());
        }
        return command instanceof Search search && search.expression() != null
                ? UsedFields.of(search.expression())
                : List.of();
    }

    private static String name(Command command) {
        if (command instanceof OtherCommand other) {
            return other.name();
        }
        return command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
