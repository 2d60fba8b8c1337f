package io.outrider.content;

import io.outrider.cim.DataModels;
import io.outrider.spl.Macros;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Loads the detections of one or several directories, and the macros that their searches call.
 *
 * <p>A directory's macros are the files below its folders named {@code macros}, and for those that it does not define
 * itself the files in a folder {@code macros} beside it; then come the macros of the other directories, in the order
 * given, and last those that all content shares. So an operator's own directory can supply or replace macros of
 * published content.
 */
public final class ContentLoader {

    private static final String MACROS = "macros";
    private static final String LOOKUPS = "lookups";

    private final DataModels models;
    private final List<Path> sharedMacros;

    /** @param sharedMacros folders of macros for the calls that no other folder has a macro for, in the order of search */
    public ContentLoader(DataModels models, List<Path> sharedMacros) {
        this.models = models;
        this.sharedMacros = List.copyOf(sharedMacros);
    }

    /** Nothing is thrown: what cannot be read or run is among the problems. A file found twice is loaded once. */
    public Content load(List<Path> directories) {
        return load(directories, new LoadedFiles());
    }

    /** @param before what earlier loads of these directories left; what is unchanged is not compiled again */
    Content load(List<Path> directories, LoadedFiles before) {
        List<Problem> problems = new ArrayList<>();
        MacroLoader macroLoader = new MacroLoader(before, problems);
        List<ContentTree> trees = new ArrayList<>();
        List<Macros> own = new ArrayList<>();
        for (Path directory : directories) {
            ContentTree tree = ContentTree.of(directory);
            problems.addAll(tree.problems());
            trees.add(tree);
            Macros macros = macroLoader.load(tree.macros(), List.of(directory.resolve(MACROS)));
            for (Path beside : beside(directory, MACROS)) {
                List<Path> files = Files.isDirectory(beside) ? macroFiles(beside, problems) : List.of();
                macros = macros.orElse(macroLoader.load(files, List.of(beside)));
            }
            own.add(macros);
        }
        List<Macros> others = new ArrayList<>(own);
        for (Path shared : sharedMacros) {
            // Its folder is not the author's to put macros into.
            others.add(macroLoader.load(macroFiles(shared, problems), List.of()));
        }
        before.keepOnlyMacros(macroLoader.paths());
        DetectionLoader detectionLoader = new DetectionLoader(models, before);
        load(trees, own, others, macroLoader.loaded(), detectionLoader);
        return new Content(
                detectionLoader.entries(), problems.stream().distinct().toList());
    }

    private static void load(
            List<ContentTree> trees,
            List<Macros> own,
            List<Macros> others,
            Object surroundings,
            DetectionLoader detectionLoader) {
        Set<Path> read = new HashSet<>();
        for (int i = 0; i < trees.size(); i++) {
            Macros macros = own.get(i);
            for (Macros other : others) {
                macros = macros.orElse(other);
            }
            for (Path file : trees.get(i).detections()) {
                if (read.add(real(file))) {
                    detectionLoader.load(file, macros, surroundings);
                }
            }
        }
    }

    /** All folders whose files decide what is loaded, whether they are there or not. */
    Set<Path> folders(List<Path> directories) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path directory : directories) {
            folders.add(directory);
            // A link to a folder is not followed on the way down.
            folders.add(directory.resolve(MACROS));
            folders.addAll(beside(directory, MACROS));
            folders.addAll(beside(directory, LOOKUPS));
        }
        folders.addAll(sharedMacros);
        return folders;
    }

    /** The folders beside the directory, and if it is a link also beside its target. */
    private static Set<Path> beside(Path directory, String name) {
        Path absolute = directory.toAbsolutePath().normalize();
        Set<Path> folders = new LinkedHashSet<>();
        if (!absolute.endsWith(name)) {
            folders.add(
                    directory.endsWith("..") || directory.endsWith(".")
                            ? absolute.resolveSibling(name)
                            : directory.resolveSibling(name));
        }
        if (Files.isSymbolicLink(directory)) {
            folders.add(real(directory).resolveSibling(name));
        }
        return folders;
    }

    private static List<Path> macroFiles(Path folder, List<Problem> problems) {
        ContentTree tree = ContentTree.of(folder);
        problems.addAll(tree.problems());
        return tree.all();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
