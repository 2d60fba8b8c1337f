package io.outrider;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real data that some tests read: property {@code outrider.corpus}, else variable {@code OUTRIDER_CORPUS}. */
public final class Corpus {

    private Corpus() {}

    /** The path below the corpus; the test is skipped, with the reason, where the corpus is absent. */
    public static Path path(String below) {
        String property = System.getProperty("outrider.corpus", "");
        // Maven leaves an environment variable that is not set as its own placeholder.
        String variable = System.getenv().getOrDefault("OUTRIDER_CORPUS", "");
        String root = property.isEmpty() || property.startsWith("${") ? variable : property;
        boolean there = !root.isEmpty() && Files.isDirectory(Path.of(root));
        if (!there) {
            System.out.println("Skipped: needs the corpus, but OUTRIDER_CORPUS names no directory");
        }
        assumeTrue(there, "needs the corpus: set OUTRIDER_CORPUS to its folder");
        return Path.of(root).toAbsolutePath().resolve(below);
    }
}
