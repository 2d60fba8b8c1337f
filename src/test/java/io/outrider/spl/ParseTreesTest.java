package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden trees: each file holds macros ({@code macro name(argument): definition}), a search, a line {@code ----} and the
 * tree that is expected, with the line and column of each node.
 */
class ParseTreesTest {

    private static final Path TREES = Path.of("src/test/resources/spl/trees");

    @TestFactory
    Stream<DynamicTest> treeIsAsInTheGoldenFile() throws IOException {
        try (Stream<Path> files = Files.list(TREES)) {
            return files.sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
        }
    }

    private static void check(Path file) throws IOException {
        String[] parts = Files.readString(file).split("\n----\n", 2);
        List<Macro> macros = new ArrayList<>();
        List<String> search = new ArrayList<>();
        for (String line : parts[0].split("\n")) {
            if (line.startsWith("macro ")) {
                int colon = line.indexOf(": ");
                MacroCall signature = MacroCall.parse(line.substring("macro ".length(), colon));
                macros.add(new Macro(signature.name(), signature.arguments(), line.substring(colon + 2)));
            } else {
                search.add(line);
            }
        }
        Problems problems = new Problems();
        Expansion expansion = new MacroExpander(new Macros(macros)).expand(String.join("\n", search));

        Pipeline pipeline = new PipelineParser(expansion, problems).parse();

        assertThat(problems.errors()).isEmpty();
        assertThat(TreePrinter.print(pipeline)).isEqualTo(parts[1]);
    }
}
