package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code valid.spl} and {@code invalid.spl}: one search a line, the invalid ones with the answer expected. */
class SearchFilesTest {

    private static final Path FOLDER = Path.of("src/test/resources/spl");

    private final SplCompiler compiler = new SplCompiler(
            new Macros(List.of(
                    new Macro("opts", List.of(), "summariesonly=false fillnull_value=null"),
                    new Macro("drop_dm_object_name", List.of("object"), "rename $object$.* AS *"),
                    new Macro("ctime", List.of("field"), "convert timeformat=\"%H\" ctime($field$)"),
                    new Macro("empty_filter", List.of(), "search *"),
                    new Macro("unknown_command", List.of(), "frobnicate x"),
                    new Macro("ping", List.of(), "`pong`"),
                    new Macro("pong", List.of(), "`ping`"))),
            DataModels.standard());

    @ParameterizedTest
    @MethodSource
    void validSearchCompiles(String search) {
        assertThat(compiler.compile(search)).isInstanceOf(Compilation.Compiled.class);
    }

    static Stream<String> validSearchCompiles() throws IOException {
        return lines("valid.spl");
    }

    @ParameterizedTest
    @MethodSource
    void invalidSearchIsRefusedWithAllItsProblems(String line) {
        String[] parts = line.split(" ==> ", 2);

        Compilation compilation = compiler.compile(parts[0]);

        assertThat(compilation).isInstanceOf(Compilation.Refused.class);
        assertThat(((Compilation.Refused) compilation)
                        .problems().stream()
                                .map(p -> p.position().line() + ":"
                                        + p.position().column() + " " + p.construct() + ": " + p.message())
                                .collect(Collectors.joining(" && ")))
                .isEqualTo(parts[1]);
    }

    static Stream<String> invalidSearchIsRefusedWithAllItsProblems() throws IOException {
        return lines("invalid.spl");
    }

    private static Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(FOLDER.resolve(file)).stream().filter(line -> !line.startsWith("#"));
    }
}
