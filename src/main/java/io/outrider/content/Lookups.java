package io.outrider.content;

import io.outrider.rule.LookupTable;
import io.outrider.rule.LookupTable.Matching;
import io.outrider.spl.LookupSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lookup tables of some folders. A table is found by the name of its definition, or by the name of its CSV file, with
 * or without {@code .csv}; it is read when a search first names it, and then is one for all.
 */
final class Lookups implements LookupSource {

    private static final String CSV = ".csv";

    private final Map<String, LookupDefinition> definitions;
    private final Map<String, Path> tables;
    private final List<Path> folders;
    private final CsvTables csv;
    private final Map<String, Answer> found = new HashMap<>();

    /**
     * @param definitions by the names that searches use
     * @param tables the CSV files by their names
     * @param folders where they were sought; for messages
     */
    Lookups(Map<String, LookupDefinition> definitions, Map<String, Path> tables, List<Path> folders, CsvTables csv) {
        this.definitions = definitions;
        this.tables = tables;
        this.folders = List.copyOf(folders);
        this.csv = csv;
    }

    /** These lookups and, for names that they do not have, those of {@code others}. */
    Lookups orElse(Lookups others) {
        Map<String, LookupDefinition> allDefinitions = new LinkedHashMap<>(others.definitions);
        allDefinitions.putAll(definitions);
        Map<String, Path> allTables = new LinkedHashMap<>(others.tables);
        allTables.putAll(tables);
        List<Path> allFolders = new ArrayList<>(folders);
        allFolders.addAll(others.folders);
        return new Lookups(allDefinitions, allTables, allFolders, csv);
    }

    @Override
    public Answer find(String name) {
        return found.computeIfAbsent(name, this::load);
    }

    /** These lookups; what is asked for is written down, with the answer. */
    LookupSource recording(Map<String, Answer> into) {
        return name -> {
            Answer answer = find(name);
            into.put(name, answer);
            return answer;
        };
    }

    /** Whether each name finds what it found when it was recorded. */
    boolean find(Map<String, Answer> recorded) {
        return recorded.entrySet().stream().allMatch(one -> find(one.getKey()).equals(one.getValue()));
    }

    private Answer load(String name) {
        LookupDefinition definition = definitions.get(name);
        if (definition != null && definition.isOfTimes()) {
            return new Missing(definition.file() + " says that it is " + definition.unsupported()
                    + ", which is not run; leave time_field out if its rows hold at all times");
        }
        Path file = definition == null || definition.filename() == null
                ? tables.getOrDefault(name, tables.get(name + CSV))
                : tables.get(definition.filename());
        if (file == null && definition != null && definition.filename() == null && definition.file() != null) {
            // A definition may have the name of its table, whatever lookup it defines.
            String base = Path.of(definition.file()).getFileName().toString();
            file = tables.get(base.substring(0, base.lastIndexOf('.')) + CSV);
        }
        if (file == null) {
            return new Missing(explain(name, definition));
        }
        Optional<CsvTable> table = csv.table(file);
        if (table.isEmpty()) {
            return new Missing("its file " + file + " is no table that can be read");
        }
        LookupDefinition use = definition == null ? LookupDefinition.of(name) : definition;
        return new Found(table(use, table.get()));
    }

    private static LookupTable table(LookupDefinition use, CsvTable csv) {
        Map<String, Matching> matching = new HashMap<>(use.matching());
        // A column that the table lacks matches nothing; a search that names it is refused.
        matching.keySet().retainAll(csv.columns());
        return new LookupTable(
                use.name(),
                csv.columns(),
                csv.rows(),
                matching,
                use.caseSensitive(),
                use.minMatches(),
                use.maxMatches(),
                use.defaultMatch());
    }

    private String explain(String name, @Nullable LookupDefinition definition) {
        String places = folders.isEmpty()
                ? "a folder lookups/ inside or beside the detections"
                : String.join(
                        " or ", folders.stream().distinct().map(Path::toString).toList());
        if (definition == null) {
            return "there is no " + name + ".yml or " + (name.endsWith(CSV) ? name : name + CSV) + " in " + places
                    + "; put its rows there as a CSV file";
        }
        if (definition.unsupported() != null) {
            return definition.file() + " says that it is " + definition.unsupported() + "; put rows for it into " + name
                    + CSV + " in " + places;
        }
        String file = definition.filename();
        if (file != null && !ContentTree.isTable(Path.of(file))) {
            return definition.file() + " says that it is the file " + file + ", which is no CSV file";
        }
        return "its file " + (file == null ? name + CSV : file) + ", which " + definition.file() + " names, is not in "
                + places;
    }
}
