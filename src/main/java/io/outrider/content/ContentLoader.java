package io.outrider.content;

import io.outrider.cim.DataModels;
import io.outrider.spl.Macros;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Loads the detections of one or several directories, and the macros that their searches call.
 *
 * <p>A directory's macros are the files below its folders named {@code macros}, and for those that it does not define
 * itself the files in a folder {@code macros} beside it; then come the macros of the other directories, in the order
 * given. So an operator's own directory can supply or replace macros of published content.
 */
public final class ContentLoader {

    private final DataModels models;

    public ContentLoader(DataModels models) {
        this.models = models;
    }

    /** Nothing is thrown: what cannot be read or run is among the problems. A file found twice is loaded once. */
    public Content load(List<Path> directories) {
        List<Problem> problems = new ArrayList<>();
        List<ContentTree> trees = new ArrayList<>();
        List<Macros> own = new ArrayList<>();
        MacroLoader macroLoader = new MacroLoader(problems);
        Set<Path> read = new HashSet<>();
        for (Path directory : directories) {
            ContentTree tree = ContentTree.of(directory);
            problems.addAll(tree.problems());
            trees.add(tree);
            own.add(macroLoader.load(tree.macros()).orElse(macroLoader.load(macrosBeside(directory, problems))));
        }
        DetectionLoader detectionLoader = new DetectionLoader(models);
        List<Content.Entry> entries = new ArrayList<>();
        for (int i = 0; i < trees.size(); i++) {
            Macros macros = own.get(i);
            for (Macros others : own) {
                macros = macros.orElse(others);
            }
            for (Path file : trees.get(i).detections()) {
                if (read.add(real(file))) {
                    entries.add(detectionLoader.load(file, macros));
                }
            }
        }
        return new Content(entries, problems.stream().distinct().toList());
    }

    private static List<Path> macrosBeside(Path directory, List<Problem> problems) {
        Path absolute = directory.toAbsolutePath().normalize();
        Path beside = directory.endsWith("..") || directory.endsWith(".")
                ? absolute.resolveSibling("macros")
                : directory.resolveSibling("macros");
        if (!Files.isDirectory(beside) || absolute.endsWith("macros")) {
            return List.of();
        }
        ContentTree tree = ContentTree.of(beside);
        problems.addAll(tree.problems());
        // Seen from inside the folder, its files lie below no folder of that name.
        List<Path> files = new ArrayList<>(tree.detections());
        files.addAll(tree.macros());
        return files;
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
