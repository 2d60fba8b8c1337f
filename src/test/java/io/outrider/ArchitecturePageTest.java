package io.outrider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/ARCHITECTURE.md} beside the sources. */
class ArchitecturePageTest {

    private static final Path SOURCES = Path.of("src/main/java/io/outrider");

    // Where the page has classes: in the diagram all words, elsewhere what is set as code.
    private static final Pattern DIAGRAM = Pattern.compile("(?s)```(.*?)```");
    private static final Pattern WORD = Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\\b");
    private static final Pattern CODE = Pattern.compile("`(?:[a-z]+\\.)*([A-Z][A-Za-z]+)(?:\\.[a-z][A-Za-z]*)?`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|");

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/ARCHITECTURE.md"));
    }

    private static Set<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> sources() throws IOException {
        try (Stream<Path> files =
                Stream.concat(Files.walk(SOURCES), Files.walk(Path.of("src/test/java/io/outrider")))) {
            return files.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toSet());
        }
    }

    @Test
    void everyPackageHasItsRow() throws IOException {
        Set<String> packages = sources().stream()
                .filter(file -> file.startsWith(SOURCES))
                .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found(ROW, 1, page())).isEqualTo(packages);
    }

    @Test
    void everyClassThatIsNamedIsThere() throws IOException {
        Set<String> classes = sources().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        String diagram = found(DIAGRAM, 1, page()).iterator().next();

        assertThat(found(WORD, 0, diagram)).hasSizeGreaterThan(10).isSubsetOf(classes);
        assertThat(found(CODE, 1, page())).hasSizeGreaterThan(30).isSubsetOf(classes);
    }
}
