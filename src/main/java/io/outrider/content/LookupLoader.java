package io.outrider.content;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads the definitions of lookups and finds their tables. Of two of one name the second, by the order of the paths, is refused; a file that is
 * broken now goes on in the version that was good before.
 */
final class LookupLoader {

    private final LoadedFiles before;
    private final List<Problem> problems;
    private final CsvTables csv;
    private final List<Path> paths = new ArrayList<>();

    /** @param problems what is wrong with a file is added to it, that of a table when a search names it */
    LookupLoader(LoadedFiles before, List<Problem> problems) {
        this.before = before;
        this.problems = problems;
        this.csv = new CsvTables(before, problems);
    }

    /**
     * @param files definitions (YAML) and tables (CSV)
     * @param folders where the files were sought
     */
    Lookups load(List<Path> files, List<Path> folders) {
        Map<String, LookupDefinition> definitions = new LinkedHashMap<>();
        Map<String, Path> tables = new LinkedHashMap<>();
        paths.addAll(files);
        for (Path file : files) {
            if (ContentTree.isTable(file)) {
                table(file, tables);
            } else {
                definition(file, definitions);
            }
        }
        return new Lookups(definitions, tables, folders, csv);
    }

    private void table(Path file, Map<String, Path> tables) {
        String name = file.getFileName().toString();
        Path first = tables.putIfAbsent(name, file);
        if (first != null) {
            FileProblems found = new FileProblems(file.toString());
            found.error("file", "expected one table " + name + ", but found a second; the first is in " + first);
            problems.addAll(found.all());
        }
    }

    private void definition(Path file, Map<String, LookupDefinition> definitions) {
        FileProblems found = new FileProblems(file.toString());
        Optional<LookupDefinition> read = ContentFile.read(file, found)
                .flatMap(text -> YamlParser.parse(text, found))
                .flatMap(yaml -> LookupDefinition.read(yaml, found));
        read.ifPresent(definition -> before.putGood(file, definition));
        Optional<LookupDefinition> definition = read.or(() -> before.goodLookup(file));
        if (definition.isPresent()) {
            LookupDefinition first = definitions.putIfAbsent(definition.get().name(), definition.get());
            if (first != null) {
                found.error(
                        "name",
                        "expected one definition of lookup " + definition.get().name()
                                + ", but found a second; the first is in " + first.file());
            }
        }
        problems.addAll(found.all(read.isEmpty() && definition.isPresent()));
    }

    /** Forgets the files that earlier loads had and this one has not. */
    void forgetOthers() {
        before.keepOnlyLookups(paths);
    }
}
