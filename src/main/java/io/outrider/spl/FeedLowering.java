package io.outrider.spl;

import io.outrider.cim.Dataset;
import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.DataModel;
import io.outrider.spl.Command.From;
import io.outrider.spl.Command.InputLookup;
import io.outrider.spl.Command.Tstats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lowers the first command of a search: where its rows come from, and what it does to them already. */
final class FeedLowering {

    private static final List<String> FIRST = List.of("tstats", "search", "from", "datamodel", "inputlookup");

    private final Context context;
    private final PipelineLowering pipelines;

    FeedLowering(Context context, PipelineLowering pipelines) {
        this.context = context;
        this.pipelines = pipelines;
    }

    /** Whether the command can be the first. */
    static boolean isFirst(Command command) {
        return command instanceof Tstats
                || command instanceof Command.Search
                || command instanceof From
                || command instanceof DataModel
                || command instanceof InputLookup;
    }

    /** The start of a search: its grouping is {@link Grouping.By} or, if nothing is gathered yet, {@link Grouping.Rows}. */
    Optional<Search> lower(Command command) {
        if (command instanceof Tstats tstats) {
            return new TstatsLowering(context)
                    .lower(tstats)
                    .map(lowered -> new Search(lowered.feed(), lowered.rowStages(), lowered.grouping(), List.of()));
        }
        if (command instanceof Command.Search search) {
            warnOfIndex(search.expression());
            SearchExpression conditions = TimeModifiers.takenFrom(search.expression(), context);
            SearchLowering.Parts parts = new SearchLowering(context, pipelines).parts(conditions);
            return Optional.of(rows(new Feed.Events(parts.predicate()), List.of(), parts.subsearches()));
        }
        if (command instanceof From from) {
            return from(from);
        }
        if (command instanceof DataModel model) {
            return dataModel(model);
        }
        if (command instanceof InputLookup input) {
            return new JoinLowering(context, pipelines).table(input);
        }
        context.error(
                command.position(),
                CommandNames.of(command),
                "expected " + String.join(", ", FIRST) + " or an event search as the first command, but found "
                        + CommandNames.of(command)
                        + CommandRule.of(CommandNames.of(command))
                                .filter(rule -> rule.support() == Support.REFUSED)
                                .map(rule -> Coverage.refusal(rule.why()))
                                .orElse(""));
        return Optional.empty();
    }

    /** In Splunk an index is where events are kept. */
    private void warnOfIndex(@Nullable SearchExpression expression) {
        if (expression == null) {
            return;
        }
        UsedFields.of(expression).stream()
                .filter(name -> name.text().equals("index"))
                .findFirst()
                .ifPresent(name -> context.problems()
                        .warning(
                                name.position(),
                                "index",
                                "expected conditions on the events themselves, but found one on index; it is a field"
                                        + " like others here, and events without it do not match"));
    }

    private Optional<Search> from(From from) {
        String kind = from.kind().text().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "datamodel" -> context.dataset(from.name()).map(dataset -> rows(feed(dataset), List.of(), List.of()));
            case "lookup", "inputlookup" ->
                context.table(from.name()).map(table -> rows(new Feed.Table(table), List.of(), List.of()));
            default -> {
                context.error(
                        from.kind().position(),
                        from.kind().text(),
                        "expected datamodel or lookup behind from, but found "
                                + from.kind().text());
                yield Optional.empty();
            }
        };
    }

    /** Its fields have the dataset's name before them, as those of {@code tstats} have. */
    private Optional<Search> dataModel(DataModel model) {
        List<Name> words = model.words();
        if (words.size() != 3
                || !words.get(2).text().equals("search") && !words.get(2).text().equals("flat")) {
            context.error(
                    model.position(),
                    "datamodel",
                    "expected a data model, a dataset and search behind datamodel, but found " + Name.texts(words));
            return Optional.empty();
        }
        Name name = new Name(
                words.get(0).position(),
                words.get(0).text() + '.' + words.get(1).text());
        boolean flat = words.get(2).text().equals("flat");
        return context.dataset(name)
                .map(dataset -> rows(feed(dataset), flat ? List.of() : List.of(named(dataset)), List.of()));
    }

    private Stage.RowWise named(Dataset dataset) {
        DatasetFields fields = new DatasetFields(dataset, context.problems());
        List<Stage.Renaming> renamings = new ArrayList<>();
        for (String field : new TreeSet<>(dataset.fields())) {
            if (!fields.column(field).equals(field)) {
                renamings.add(new Stage.Renaming(field, fields.column(field)));
            }
        }
        return new Stage.Rename(renamings);
    }

    private static Feed feed(Dataset dataset) {
        return new Feed.Dataset(dataset.qualifiedName(), new Predicate.Always());
    }

    private static Search rows(Feed feed, List<Stage.RowWise> rowStages, List<Stage> tail) {
        return new Search(feed, rowStages, new Grouping.Rows(null), tail);
    }
}
