package io.outrider.content;

import io.outrider.cim.DataModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A temporary folder of synthetic content. */
final class ContentFolder {

    private final Path root;

    ContentFolder(Path root) {
        this.root = root;
    }

    /** A detection that runs, of this name; {@code more} are lines at its end. */
    static String detection(String name, String... more) {
        return """
                name: %s
                id: id of %s
                version: 1
                type: TTP
                description: synthetic
                search: '| tstats count from datamodel=Endpoint.Processes by Processes.dest'
                """.formatted(name, name) + String.join("\n", more);
    }

    ContentFolder with(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Content load() {
        return load(root);
    }

    Content load(Path... directories) {
        return new ContentLoader(DataModels.standard(), List.of()).load(List.of(directories));
    }

    /** {@code ERROR a.yml 1:2 search: …}, with file names instead of paths. */
    static String shown(Problem problem) {
        return problem.severity() + " " + Path.of(problem.file()).getFileName() + " " + problem.line() + ":"
                + problem.column() + " " + problem.construct() + ": " + problem.message();
    }

    static List<String> shown(List<Problem> problems) {
        return problems.stream().map(ContentFolder::shown).toList();
    }
}
