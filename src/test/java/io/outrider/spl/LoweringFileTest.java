package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.rule.Grouping;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code lowering.txt}: each command as text, and what it is lowered to. */
class LoweringFileTest {

    private static final String EVENTS = "source=x | ";

    private static final LookupTable TOOLS = new LookupTable(
            "tools",
            List.of("name", "note"),
            List.of(List.of("a*.exe", "one"), List.of("b.exe", "")),
            Map.of(),
            true,
            0,
            100,
            null);

    private final SplCompiler compiler = new SplCompiler(
            new Macros(List.of()),
            DataModels.standard(),
            name -> name.equals("tools") ? new LookupSource.Found(TOOLS) : new LookupSource.Missing("synthetic"));

    @ParameterizedTest
    @MethodSource
    void textIsLoweredToStages(String line) {
        String[] parts = line.split(" ==> ", 2);

        assertThat(shown(parts[0])).isEqualTo(parts[1]);
    }

    static Stream<String> textIsLoweredToStages() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/spl/lowering.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }

    /** A line that begins with three dots is what stands behind an event search. */
    private String shown(String text) {
        boolean behind = text.startsWith("... | ");
        Compilation compilation = compiler.compile(behind ? EVENTS + text.substring(6) : text);
        if (compilation instanceof Compilation.Refused refused) {
            return "REFUSED "
                    + refused.problems().stream()
                            .map(problem -> problem.position().column() - (behind ? EVENTS.length() : 0) + " "
                                    + problem.construct() + ": " + problem.message())
                            .collect(Collectors.joining(" && "));
        }
        Compilation.Compiled compiled = (Compilation.Compiled) compilation;
        List<Object> shown = new ArrayList<>();
        if (behind) {
            shown.addAll(stages(compiled.search()));
        } else {
            shown.add(compiled.search());
        }
        if (compiled.window() != null) {
            shown.add("window=" + compiled.window());
        }
        compiled.warnings().forEach(warning -> shown.add("WARNING " + warning.message()));
        return shown.stream()
                .map(Object::toString)
                .collect(Collectors.joining(" "))
                .replace(TOOLS.toString(), "TOOLS");
    }

    private static List<Object> stages(Search search) {
        List<Object> stages = new ArrayList<>(search.rowStages());
        if (search.grouping() instanceof Grouping.By by) {
            stages.add(by);
        }
        stages.addAll(search.tail());
        return stages;
    }
}
