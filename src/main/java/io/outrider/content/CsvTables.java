package io.outrider.content;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads CSV files when they are asked for: each once in a load, however many lookups and detections use it, and not again
 * as long as it is unchanged. A file that is broken now goes on in the version that was good before.
 */
final class CsvTables {

    private final LoadedFiles before;
    private final List<Problem> problems;
    private final Map<Path, Optional<CsvTable>> read = new HashMap<>();

    /** @param problems what is wrong with a table is added to it */
    CsvTables(LoadedFiles before, List<Problem> problems) {
        this.before = before;
        this.problems = problems;
    }

    /**
     * A table that was good.
     *
     * @param digest of the file's bytes
     */
    record Kept(String digest, CsvTable table, List<Problem> warnings) {
        Kept {
            warnings = List.copyOf(warnings);
        }
    }

    /** Empty if it is no table that can be read. */
    Optional<CsvTable> table(Path file) {
        return read.computeIfAbsent(file, this::read);
    }

    private Optional<CsvTable> read(Path file) {
        Optional<Kept> kept = before.goodTable(file);
        String digest = FileStamp.digestOf(file);
        if (kept.isPresent() && kept.get().digest().equals(digest)) {
            problems.addAll(kept.get().warnings());
            return Optional.of(kept.get().table());
        }
        FileProblems found = new FileProblems(file.toString());
        Optional<CsvTable> table = CsvTable.read(file, found);
        if (table.isEmpty() && kept.isPresent()) {
            problems.addAll(found.all(true));
            return Optional.of(kept.get().table());
        }
        problems.addAll(found.all());
        table.ifPresent(good -> before.putGood(file, new Kept(digest, good, found.all())));
        return table;
    }
}
