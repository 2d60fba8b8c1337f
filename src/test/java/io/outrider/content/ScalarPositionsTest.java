package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.spl.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** In each scalar the letter Q stands once or more; its places are those of the file. */
class ScalarPositionsTest {

    @Test
    void plainScalarOfSeveralLines() {
        assertThat(places("search: a Q\n  b   Q\n\n\n  Q # Q\nnext: x")).containsExactly("1:11", "2:7", "5:3");
    }

    @Test
    void singleQuotedScalarWithDoubledQuotes() {
        assertThat(places("search: 'it''s Q  \n   and Q\n\n  ''Q'\n")).containsExactly("1:16", "2:8", "4:5");
    }

    @Test
    void doubleQuotedScalarWithEscapesAndJoinedLines() {
        assertThat(places("search: \"\\\"Q\\\\ \\x41 \\u0041Q \\\n   \\ Q\n\n  Q\"\n"))
                .containsExactly("1:12", "1:27", "2:6", "4:3");
    }

    @Test
    void literalScalar() {
        assertThat(places("search: |\n  a Q\n\n    Q\n  Q\nnext: x")).containsExactly("2:5", "4:5", "5:3");
    }

    @Test
    void literalScalarWithIndicators() {
        assertThat(places("search: |1-  # Q\n   Q\n Q\n")).containsExactly("2:4", "3:2");
    }

    @Test
    void foldedScalar() {
        assertThat(places("search: >-\n  a Q\n  Q\n\n  Q\n    Q\n\n  Q\n\nnext: x"))
                .containsExactly("2:5", "3:3", "5:3", "6:5", "8:3");
    }

    @Test
    void linesThatEndAsOnWindows() {
        assertThat(places("search: >\r\n  Q\r\n  Q\r\n")).containsExactly("2:3", "3:3");
        assertThat(places("search: 'Q\r\n\r\n  Q'\r\n")).containsExactly("1:10", "3:3");
    }

    @Test
    void columnsCountCharacters() {
        assertThat(places("search: '\uD83D\uDE00é Q'")).containsExactly("1:13");
    }

    @Test
    void tagAndAnchorAreNoPartOfTheScalar() {
        assertThat(places("search: !!str &Q 'a Q'")).containsExactly("1:21");
    }

    @Test
    void placeBehindTheEndIsBehindTheLastCharacter() {
        String file = "search: 'ab'";
        ScalarNode scalar = scalar(file).orElseThrow();
        assertThat(ScalarPositions.of(mapping(file).orElseThrow().source(), scalar)
                        .at(2)
                        .column())
                .isEqualTo(12);
    }

    /** The slow twin: if a scalar holds no escapes, a Q of the value is a Q of the file, and in the same order. */
    @Property(tries = 5_000)
    void everyLetterIsFoundWhereItStands(@ForAll("files") String file) {
        Optional<ScalarNode> scalar = scalar(file);
        if (scalar.isEmpty()) {
            return;
        }
        List<String> expected = new ArrayList<>();
        String[] lines = file.split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            for (int column = 0; column < lines[line].length(); column++) {
                if (lines[line].charAt(column) == 'Q') {
                    expected.add((line + 1) + ":" + (column + 1));
                }
            }
        }
        assertThat(places(file)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> body = Arbitraries.of(
                        "Q", "Q ", " Q", "a", " ", "\n  ", "\n\n  ", "\n    ", "\n   ", "''", "\n")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        Arbitrary<String> plain = body.map(text -> "search: a" + text + "\n");
        Arbitrary<String> quoted = body.map(text -> "search: '" + text + "'\n");
        Arbitrary<String> doubled = body.map(text -> "search: \"" + text + "\"\n");
        Arbitrary<String> literal = body.map(text -> "search: |\n  " + text + "\n");
        Arbitrary<String> folded = body.map(text -> "search: >\n  " + text + "\n");
        Arbitrary<String> kept = body.map(text -> "search: >+\n  " + text + "\n");
        return Arbitraries.oneOf(plain, quoted, doubled, literal, folded, kept);
    }

    private static List<String> places(String file) {
        YamlMapping mapping = mapping(file).orElseThrow();
        ScalarNode scalar = mapping.scalar("search").orElseThrow();
        ScalarPositions positions = ScalarPositions.of(mapping.source(), scalar);
        List<String> places = new ArrayList<>();
        for (int i = 0; i < scalar.getValue().length(); i++) {
            if (scalar.getValue().charAt(i) == 'Q') {
                Position at = positions.at(i);
                places.add(at.line() + ":" + at.column());
            }
        }
        return places;
    }

    private static Optional<YamlMapping> mapping(String file) {
        return YamlParser.parse(file, new FileProblems("test.yml"));
    }

    private static Optional<ScalarNode> scalar(String file) {
        return mapping(file).flatMap(mapping -> mapping.scalar("search"));
    }
}
