package io.outrider.content;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The content files of a directory, in the order of their paths.
 *
 * <p>Files and folders whose names begin with a point are passed over. A link to a file is followed if its target lies
 * in the directory, as in a mounted Kubernetes volume; other links are set aside, each with a warning. What the operator
 * names himself is followed wherever it leads: the directory, and a folder {@code macros} directly in it.
 *
 * @param detections files that should be detections: all YAML files outside {@link #OTHER_FOLDERS}
 * @param macros YAML files below a folder named {@code macros}
 * @param lookups YAML and CSV files below a folder named {@code lookups}, the directory itself included
 */
record ContentTree(List<Path> detections, List<Path> macros, List<Path> lookups, List<Problem> problems) {

    static final String MACROS = "macros";
    static final String LOOKUPS = "lookups";
    /** Folders of the published layout that hold something else than detections. */
    private static final Set<String> OTHER_FOLDERS = Set.of(
            MACROS,
            "baselines",
            "dashboards",
            "data_sources",
            "deployments",
            "investigations",
            LOOKUPS,
            "playbooks",
            "stories",
            "tests");
    // Published content lies 2 deep.
    static final int DEEPEST = 16;

    ContentTree {
        detections = List.copyOf(detections);
        macros = List.copyOf(macros);
        lookups = List.copyOf(lookups);
        problems = List.copyOf(problems);
    }

    static ContentTree of(Path directory) {
        ContentTree tree = walk(directory);
        for (String folder : List.of(MACROS, LOOKUPS)) {
            Path link = directory.resolve(folder);
            tree = isLinkedFolder(link, directory) ? tree.with(link, folder.equals(MACROS)) : tree;
        }
        return tree;
    }

    /** Whether the file is a table by its name. */
    static boolean isTable(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /** Not a link to the directory itself or to one above it: that has files of other kinds. */
    private static boolean isLinkedFolder(Path link, Path directory) {
        try {
            return Files.isSymbolicLink(link)
                    && Files.isDirectory(link)
                    && !directory.toRealPath().startsWith(link.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    /** All files: seen from inside a folder of macros or lookups, they lie below no folder of that name. */
    List<Path> all() {
        return Stream.of(detections, macros, lookups).flatMap(List::stream).toList();
    }

    private ContentTree with(Path link, boolean ofMacros) {
        ContentTree linked = walk(link);
        return new ContentTree(
                detections,
                ofMacros ? joined(macros, linked.all()) : macros,
                ofMacros ? lookups : joined(lookups, linked.all()),
                Stream.concat(
                                problems.stream()
                                        .filter(problem -> !problem.file().equals(link.toString())),
                                linked.problems().stream())
                        .toList());
    }

    private static List<Path> joined(List<Path> some, List<Path> others) {
        return Stream.concat(some.stream(), others.stream()).sorted().toList();
    }

    private static ContentTree walk(Path directory) {
        List<Path> detections = new ArrayList<>();
        List<Path> macros = new ArrayList<>();
        List<Path> lookups = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            problems.add(problem(Problem.Severity.ERROR, directory, "expected a directory, but found none"));
            return new ContentTree(detections, macros, lookups, problems);
        }
        try {
            Path real = directory.toRealPath();
            FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean hidden = !folder.equals(real) && isHidden(folder);
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                    Path file = named(visited);
                    if (!isHidden(file) && isContent(file, attributes, real, problems)) {
                        sort(directory, file, detections, macros, lookups);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    problems.add(problem(
                            Problem.Severity.ERROR,
                            named(file),
                            "expected a file or folder that can be read, but found " + e));
                    return FileVisitResult.CONTINUE;
                }

                /** The path as the operator would write it. */
                private Path named(Path visited) {
                    return directory.resolve(real.relativize(visited));
                }
            };
            Files.walkFileTree(real, EnumSet.noneOf(FileVisitOption.class), DEEPEST, visitor);
        } catch (IOException e) {
            problems.add(problem(
                    Problem.Severity.ERROR, directory, "expected a directory that can be read, but found " + e));
        }
        detections.sort(null);
        macros.sort(null);
        lookups.sort(null);
        return new ContentTree(detections, macros, lookups, problems);
    }

    private static boolean isContent(Path file, BasicFileAttributes attributes, Path real, List<Problem> problems) {
        boolean content = hasContentName(file);
        if (attributes.isSymbolicLink()) {
            if (isFileWithin(file, real)) {
                return content;
            }
            problems.add(problem(
                    Problem.Severity.WARNING,
                    file,
                    "expected a link to a file of the same directory, but found one that leads elsewhere; it is not"
                            + " followed"));
            return false;
        }
        if (attributes.isDirectory()) {
            problems.add(problem(
                    Problem.Severity.WARNING,
                    file,
                    "expected folders nested at most " + DEEPEST + " deep, but found more; it is not read"));
            return false;
        }
        return content && attributes.isRegularFile();
    }

    /** Whether the name is that of a file in which there can be content. */
    static boolean hasContentName(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yml") || name.endsWith(".yaml") || isTable(file);
    }

    private static boolean isFileWithin(Path link, Path real) {
        try {
            Path target = link.toRealPath();
            return target.startsWith(real) && Files.isRegularFile(target);
        } catch (IOException e) {
            return false;
        }
    }

    private static void sort(Path directory, Path file, List<Path> detections, List<Path> macros, List<Path> lookups) {
        boolean macro = false;
        boolean lookup = directory.toAbsolutePath().normalize().endsWith(LOOKUPS);
        boolean other = false;
        for (Path folder : directory.relativize(file).getParent() == null
                ? List.<Path>of()
                : directory.relativize(file).getParent()) {
            macro |= folder.toString().equals(MACROS);
            lookup |= folder.toString().equals(LOOKUPS);
            other |= OTHER_FOLDERS.contains(folder.toString());
        }
        if (lookup) {
            lookups.add(file);
        } else if (isTable(file)) {
            // A table that no search can name.
            return;
        } else if (macro) {
            macros.add(file);
        } else if (!other) {
            detections.add(file);
        }
    }

    static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static Problem problem(Problem.Severity severity, Path file, String message) {
        return new Problem(severity, file.toString(), 1, 1, "file", message);
    }
}
