package io.outrider.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The files that a command line names: each once, in the order named; those of a directory by their names, hidden ones left out. */
final class InputFiles {

    private final List<Path> inputs;
    private final Function<String, RuntimeException> refusal;

    /** @param refusal makes the exception for an input that cannot be read, from its message */
    InputFiles(List<Path> inputs, Function<String, RuntimeException> refusal) {
        this.inputs = inputs;
        this.refusal = refusal;
    }

    Set<Path> paths() {
        Set<Path> paths = new LinkedHashSet<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                paths.addAll(below(input));
            } else if (Files.isReadable(input)) {
                paths.add(input.normalize());
            } else {
                throw refusal.apply(input + ": expected a file or directory that can be read, but "
                        + (Files.exists(input) ? "access is denied" : "there is none"));
            }
        }
        return paths;
    }

    private Set<Path> below(Path directory) {
        Set<Path> files = new TreeSet<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean hidden = !folder.equals(directory) && isHidden(folder);
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Files.isRegularFile(file) && !isHidden(file)) {
                        files.add(file.normalize());
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw refusal.apply(Reason.of(e));
        }
        return files;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
