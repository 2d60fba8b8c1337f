package io.outrider.content;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real data, named by the property {@code outrider.corpus} or the variable {@code OUTRIDER_CORPUS}. */
final class Corpus {

    private Corpus() {}

    /** The path in the corpus; the test is skipped, and says why, where it is absent. */
    static Path path(String first, String... more) {
        String named = System.getProperty("outrider.corpus", "");
        if (named.isBlank() || named.startsWith("${")) {
            named = System.getenv().getOrDefault("OUTRIDER_CORPUS", "");
        }
        assumeTrue(!named.isBlank(), "skipped: neither outrider.corpus nor OUTRIDER_CORPUS names the corpus");
        Path path = Path.of(named, first).resolve(Path.of("", more));
        assumeTrue(Files.exists(path), "skipped: the corpus has no " + path);
        return path;
    }
}
