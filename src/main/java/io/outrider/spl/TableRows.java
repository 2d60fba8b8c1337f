package io.outrider.spl;

import io.outrider.rule.LookupTable;
import io.outrider.spl.Command.Dedup;
import io.outrider.spl.Command.Fields;
import io.outrider.spl.Command.InputLookup;
import io.outrider.spl.Command.Rename;
import io.outrider.spl.Command.Renaming;
import io.outrider.spl.Command.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a lookup table behind commands that need no event: what a subsearch finds is known when it is loaded.
 *
 * @param rows as many texts each as there are columns, empty where there is no value
 */
record TableRows(List<String> columns, List<List<String>> rows) {

    // limits.conf, [subsearch] maxout: Splunk takes no more rows than these of a subsearch.
    private static final int MOST = 10_000;

    /** Empty if the pipeline holds other commands, or an option that is not its default; or with errors. */
    static Optional<TableRows> of(Pipeline pipeline, Context context) {
        if (!isStatic(pipeline)) {
            return Optional.empty();
        }
        List<Command> commands = pipeline.commands();
        InputLookup first = (InputLookup) commands.get(0);
        Optional<LookupTable> table = context.table(first.table());
        if (table.isEmpty()) {
            return Optional.empty();
        }
        TableRows rows = new TableRows(table.get().columns(), table.get().rows());
        for (Command command : commands.subList(1, commands.size())) {
            rows = rows.behind(command);
        }
        if (rows.rows().size() > MOST) {
            context.problems()
                    .warning(
                            first.position(),
                            first.table().text(),
                            "expected at most " + MOST + " rows of a subsearch, but found "
                                    + rows.rows().size() + "; the rest is left out, as in Splunk");
            rows = new TableRows(rows.columns(), rows.rows().subList(0, MOST));
        }
        return Optional.of(rows);
    }

    /** Whether it holds no other commands and no options. */
    static boolean isStatic(Pipeline pipeline) {
        List<Command> commands = pipeline.commands();
        return !commands.isEmpty()
                && commands.get(0) instanceof InputLookup first
                && first.where() == null
                && first.options().isEmpty()
                && commands.subList(1, commands.size()).stream().allMatch(TableRows::isPlain);
    }

    private static boolean isPlain(Command command) {
        if (command instanceof Rename rename) {
            return rename.renamings().stream()
                    .noneMatch(
                            r -> r.from().text().contains("*") || r.to().text().contains("*"));
        }
        if (command instanceof Fields fields) {
            return fields.names().stream().noneMatch(name -> name.text().contains("*"));
        }
        if (command instanceof Table table) {
            return table.names().stream().noneMatch(name -> name.text().contains("*"));
        }
        return command instanceof Dedup dedup
                && dedup.count() == null
                && dedup.options().isEmpty()
                && dedup.sortBy().isEmpty();
    }

    private TableRows behind(Command command) {
        if (command instanceof Rename rename) {
            List<String> renamed = new ArrayList<>(columns);
            for (Renaming renaming : rename.renamings()) {
                renamed.replaceAll(name ->
                        name.equals(renaming.from().text()) ? renaming.to().text() : name);
            }
            return new TableRows(renamed, rows);
        }
        if (command instanceof Fields fields) {
            List<String> names = Name.texts(fields.names());
            return choose(columns.stream()
                    .filter(name -> names.contains(name) == fields.keep())
                    .toList());
        }
        if (command instanceof Table table) {
            return choose(table.names().stream()
                    .map(Name::text)
                    .filter(columns::contains)
                    .distinct()
                    .toList());
        }
        return dedup((Dedup) command);
    }

    /** The first row of each combination of values; rows without one of them are dropped. */
    private TableRows dedup(Dedup dedup) {
        int[] by = dedup.fields().stream()
                .mapToInt(name -> columns.indexOf(name.text()))
                .toArray();
        Set<List<String>> seen = new HashSet<>();
        List<List<String>> kept = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> key = new ArrayList<>();
            for (int index : by) {
                key.add(index < 0 ? "" : row.get(index));
            }
            if (!key.contains("") && seen.add(key)) {
                kept.add(row);
            }
        }
        return new TableRows(columns, kept);
    }

    private TableRows choose(List<String> names) {
        int[] from = names.stream().mapToInt(columns::indexOf).toArray();
        List<List<String>> chosen = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> values = new ArrayList<>();
            for (int index : from) {
                values.add(row.get(index));
            }
            chosen.add(values);
        }
        return new TableRows(names, chosen);
    }
}
