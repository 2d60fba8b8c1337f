package io.outrider.spl;

import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.Append;
import io.outrider.spl.Command.AppendCols;
import io.outrider.spl.Command.AppendPipe;
import io.outrider.spl.Command.InputLookup;
import io.outrider.spl.Command.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lowers the commands that bring in another search: {@code join}, {@code append} and their like, {@code inputlookup}. */
final class JoinLowering {

    private final Context context;
    private final PipelineLowering pipelines;

    JoinLowering(Context context, PipelineLowering pipelines) {
        this.context = context;
        this.pipelines = pipelines;
    }

    List<Stage> lower(Join join) {
        Options options = new Options("join", join.options(), context.problems());
        String type = options.choice("type", "inner", List.of("inner", "outer", "left"));
        int max = options.number("max", 1, 0);
        boolean overwrite = options.flag("overwrite", true);
        return pipelines
                .search(join.subsearch())
                .<Stage>map(other ->
                        new Stage.Join(other, Name.texts(join.fields()), !type.equals("inner"), max, overwrite))
                .stream()
                .toList();
    }

    List<Stage> lower(Append append) {
        new Options("append", append.options(), context.problems());
        return pipelines.search(append.subsearch()).<Stage>map(Stage.Append::new).stream()
                .toList();
    }

    List<Stage> lower(AppendCols append) {
        Options options = new Options("appendcols", append.options(), context.problems());
        boolean override = options.flag("override", false);
        return pipelines
                .search(append.subsearch())
                .<Stage>map(other -> new Stage.AppendColumns(other, override))
                .stream()
                .toList();
    }

    List<Stage> lower(AppendPipe append) {
        new Options("appendpipe", append.options(), context.problems());
        StageLowering lowering = new StageLowering(context, pipelines);
        List<Stage> stages = new ArrayList<>();
        for (Command command : append.subpipeline().commands()) {
            stages.addAll(lowering.lower(command));
        }
        return List.of(new Stage.AppendPipe(stages));
    }

    /** Behind another command: its rows come behind those that are there. */
    List<Stage> lower(InputLookup input) {
        Options options = new Options("inputlookup", input.options(), context.problems());
        if (!options.flag("append", false)) {
            context.error(
                    input.position(),
                    "inputlookup",
                    "expected append=true where inputlookup stands behind another command, but found none");
            return List.of();
        }
        return table(input, options).<Stage>map(Stage.Append::new).stream().toList();
    }

    /** The search that {@code inputlookup} is. */
    Optional<Search> table(InputLookup input) {
        return table(input, new Options("inputlookup", input.options(), context.problems()));
    }

    private Optional<Search> table(InputLookup input, Options options) {
        // Without max, Splunk takes 1,000,000,000 rows: more than a file may hold here.
        int start = options.number("start", 0, 0);
        int max = options.number("max", Integer.MAX_VALUE, 1);
        SearchLowering.Parts where = new SearchLowering(context, pipelines).parts(input.where());
        List<Stage.RowWise> rowStages = where.predicate() instanceof io.outrider.rule.Predicate.Always
                ? List.of()
                : List.of(new Stage.Search(where.predicate()));
        return context.table(input.table())
                .map(table -> new Search(
                        new Feed.Table(part(table, start, max)),
                        rowStages,
                        new Grouping.Rows(null),
                        where.subsearches()));
    }

    private static LookupTable part(LookupTable table, int start, int max) {
        int size = table.rows().size();
        if (start == 0 && max >= size) {
            return table;
        }
        int from = Math.min(start, size);
        return new LookupTable(
                table.name(),
                table.columns(),
                table.rows().subList(from, (int) Math.min((long) from + max, size)),
                table.matching(),
                table.caseSensitive(),
                table.minMatches(),
                table.maxMatches(),
                table.defaultMatch());
    }
}
