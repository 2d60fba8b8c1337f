package io.outrider.content;

import io.outrider.spl.Macro;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier loads made of files, so that only what changed is compiled anew and a broken file has a good version to go
 * on with. Used by one load at a time.
 */
final class LoadedFiles {

    private final Map<Path, CompiledFile> detections = new HashMap<>();
    private final Map<Path, Content.Entry> goodDetections = new HashMap<>();
    private final Map<Path, Macro> goodMacros = new HashMap<>();
    private final Map<Path, LookupDefinition> goodLookups = new HashMap<>();
    private final Map<Path, CsvTables.Kept> goodTables = new HashMap<>();

    /** The file as it was compiled last; {@code null} if it was not. */
    @Nullable
    CompiledFile detection(Path file) {
        return detections.get(file);
    }

    void put(Path file, CompiledFile compiled) {
        detections.put(file, compiled);
    }

    void putGood(Path file, Content.Entry entry) {
        goodDetections.put(file, entry);
    }

    /** The last version of the file that ran. */
    Optional<Content.Entry> good(Path file) {
        return Optional.ofNullable(goodDetections.get(file));
    }

    void putGood(Path file, Macro macro) {
        goodMacros.put(file, macro);
    }

    Optional<Macro> goodMacro(Path file) {
        return Optional.ofNullable(goodMacros.get(file));
    }

    /** Forgets all detection files but those that are there: one that comes back is a new one. */
    void keepOnlyDetections(Collection<Path> files) {
        Set<Path> there = new HashSet<>(files);
        detections.keySet().retainAll(there);
        goodDetections.keySet().retainAll(there);
    }

    void keepOnlyMacros(Collection<Path> files) {
        goodMacros.keySet().retainAll(new HashSet<>(files));
    }

    void putGood(Path file, LookupDefinition definition) {
        goodLookups.put(file, definition);
    }

    Optional<LookupDefinition> goodLookup(Path file) {
        return Optional.ofNullable(goodLookups.get(file));
    }

    void putGood(Path file, CsvTables.Kept table) {
        goodTables.put(file, table);
    }

    Optional<CsvTables.Kept> goodTable(Path file) {
        return Optional.ofNullable(goodTables.get(file));
    }

    void keepOnlyLookups(Collection<Path> files) {
        goodLookups.keySet().retainAll(new HashSet<>(files));
        goodTables.keySet().retainAll(new HashSet<>(files));
    }
}
