package io.outrider.spl;

import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lowers a pipeline: its first command to a feed, and where it groups to a grouping; each command behind it to stages.
 * Stages that need one row only act before the rows are gathered, up to the first that needs the table; if that is {@code
 * stats} over events, it is the grouping.
 */
final class PipelineLowering {

    private final Context context;

    PipelineLowering(Context context) {
        this.context = context;
    }

    /** @param pipeline without the commands that the parser refused; their errors are among the problems */
    Compilation lower(Pipeline pipeline) {
        Optional<Search> search = search(pipeline);
        Problems problems = context.problems();
        if (problems.hasErrors() || search.isEmpty()) {
            return new Compilation.Refused(problems.errors(), problems.warnings());
        }
        return new Compilation.Compiled(search.get(), context.window(), context.places(), problems.warnings());
    }

    /** Empty only if there are errors. */
    Optional<Search> search(Pipeline pipeline) {
        List<Command> commands = pipeline.commands();
        StageLowering lowering = new StageLowering(context, this);
        Optional<Search> first = Optional.empty();
        if (!commands.isEmpty() && (FeedLowering.isFirst(commands.get(0)) || !errorBefore(commands.get(0)))) {
            first = new FeedLowering(context, this).lower(commands.get(0));
        } else if (!commands.isEmpty()) {
            // The first command is one that could not be parsed: this one may stand where it belongs.
            lowering.lower(commands.get(0));
        }
        first.ifPresent(search -> context.places().add(search, commands.get(0).position()));
        Assembly assembly = first.map(Assembly::new).orElse(null);
        Columns columns = first.map(search -> Columns.of(search, context)).orElse(null);
        for (Command command : commands.subList(Math.min(1, commands.size()), commands.size())) {
            List<Stage> stages = lowering.lower(command);
            context.places().add(stages, command.position());
            if (assembly != null && columns != null) {
                columns.check(UsedFields.of(command));
                stages.forEach(columns::pass);
                stages.forEach(assembly::add);
            }
        }
        return context.problems().hasErrors() || assembly == null ? Optional.empty() : Optional.of(assembly.search());
    }

    private boolean errorBefore(Command command) {
        return context.problems().errors().stream()
                .anyMatch(
                        error -> error.position().offset() < command.position().offset());
    }

    /** Puts a search together stage by stage. */
    private static final class Assembly {

        private final Feed feed;
        private final List<Stage.RowWise> rowStages;
        private final List<Stage> tail;
        private Grouping grouping;
        private boolean gathered;

        Assembly(Search start) {
            this.feed = start.feed();
            this.rowStages = new ArrayList<>(start.rowStages());
            this.tail = new ArrayList<>(start.tail());
            this.grouping = start.grouping();
            this.gathered = grouping instanceof Grouping.By || !tail.isEmpty();
        }

        void add(Stage stage) {
            if (gathered) {
                tail.add(stage);
            } else if (stage instanceof Stage.RowWise rowWise) {
                rowStages.add(rowWise);
            } else {
                gathered = true;
                // The rows of a table are no events: they are the same in each window, and are gathered at its close.
                if (stage instanceof Stage.Stats stats && !(feed instanceof Feed.Table)) {
                    grouping = stats.grouping();
                } else {
                    tail.add(stage);
                }
            }
        }

        Search search() {
            boolean rows = grouping instanceof Grouping.Rows;
            return new Search(feed, rowStages, rows ? new Grouping.Rows(NeededFields.before(tail)) : grouping, tail);
        }
    }
}
