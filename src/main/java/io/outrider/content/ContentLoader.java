package io.outrider.content;

import io.outrider.cim.DataModels;
import io.outrider.detect.RulePack;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Loads the detections of one or several directories, and the macros and lookup tables that their searches name.
 *
 * <p>A directory's macros are the files below its folders named {@code macros}, and for those that it does not define
 * itself the files in a folder {@code macros} beside it; then come the macros of the other directories, in the order
 * given, and last those that all content shares. So an operator's own directory can supply or replace macros of
 * published content. Lookup tables are found in the same order in folders named {@code lookups}.
 */
public final class ContentLoader {

    private final DetectionCompiler compiler;
    private final List<Path> sharedMacros;

    /** @param sharedMacros folders of macros for the calls that no other folder has a macro for, in the order of search */
    public ContentLoader(DataModels models, List<Path> sharedMacros) {
        this(models, sharedMacros, rule -> RulePack.obstacle(rule, models));
    }

    /** @param obstacles why a rule cannot be run, though its search was compiled; then it is refused */
    ContentLoader(DataModels models, List<Path> sharedMacros, Function<Rule, Optional<String>> obstacles) {
        this.compiler = new DetectionCompiler(models, obstacles);
        this.sharedMacros = List.copyOf(sharedMacros);
    }

    /** Nothing is thrown: what cannot be read or run is among the problems. A file found twice is loaded once. */
    public Content load(List<Path> directories) {
        return load(directories, new LoadedFiles());
    }

    /** @param before what earlier loads of these directories left; what is unchanged is not compiled again */
    Content load(List<Path> directories, LoadedFiles before) {
        List<Problem> problems = new ArrayList<>();
        SharedFiles files = new SharedFiles(before, problems);
        List<ContentTree> trees = new ArrayList<>();
        List<SharedContent> own = new ArrayList<>();
        for (Path directory : directories) {
            ContentTree tree = ContentTree.of(directory);
            problems.addAll(tree.problems());
            trees.add(tree);
            SharedContent shared = files.read(tree.macros(), tree.lookups(), directory);
            for (Path beside : beside(directory, ContentTree.MACROS)) {
                shared = shared.orElse(files.macros(beside));
            }
            for (Path beside : beside(directory, ContentTree.LOOKUPS)) {
                shared = shared.orElse(files.lookups(beside));
            }
            own.add(shared);
        }
        List<SharedContent> others = new ArrayList<>(own);
        for (Path folder : sharedMacros) {
            others.add(files.shipped(folder, folder.resolveSibling(ContentTree.LOOKUPS)));
        }
        files.forgetOthers();
        DetectionLoader detectionLoader = new DetectionLoader(compiler, before);
        load(trees, own, others, files.surroundings(), detectionLoader);
        // Tables are read when a detection names them: their problems are there only now.
        return new Content(
                detectionLoader.entries(), problems.stream().distinct().toList());
    }

    private static void load(
            List<ContentTree> trees,
            List<SharedContent> own,
            List<SharedContent> others,
            Object surroundings,
            DetectionLoader detectionLoader) {
        Set<Path> read = new HashSet<>();
        for (int i = 0; i < trees.size(); i++) {
            SharedContent shared = own.get(i);
            for (SharedContent other : others) {
                shared = shared.orElse(other);
            }
            for (Path file : trees.get(i).detections()) {
                if (read.add(real(file))) {
                    detectionLoader.load(file, shared, surroundings);
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
            folders.add(directory.resolve(ContentTree.MACROS));
            folders.add(directory.resolve(ContentTree.LOOKUPS));
            folders.addAll(beside(directory, ContentTree.MACROS));
            folders.addAll(beside(directory, ContentTree.LOOKUPS));
        }
        for (Path folder : sharedMacros) {
            folders.add(folder);
            folders.add(folder.resolveSibling(ContentTree.LOOKUPS));
        }
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

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }
}
