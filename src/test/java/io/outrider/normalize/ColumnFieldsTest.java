package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.DataFile;
import io.outrider.cim.InvalidDataFileException;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnFieldsTest {

    private static final ColumnFields THREE = new ColumnFields(',', List.of("a", "", "c"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,2,3 | 1 | 3",
                "1,2,3,4 | 1 | 3",
                "\"1,x\",\"2,y\",\"3 \"\"z\"\"\" | 1,x | 3 \"z\"",
                "1,2 | 1 | ",
                "1 | 1 | ",
                ",,3 | | 3",
                "\"open,2,3 | \"open,2,3 | ",
                "a\"b,2,c\"d | a\"b | c\"d",
                "\"1\"x,2,3 | \"1\"x | 3",
                "\"\",2,\" 3 \" | | 3",
            })
    void columnsAreTakenByTheirPlace(String text, String a, String c) {
        FieldTable fields = new FieldTable();
        THREE.addTo(fields, text);
        assertThat(fields.first("a")).isEqualTo(a);
        assertThat(fields.first("c")).isEqualTo(c);
        assertThat(fields.has("")).isFalse();
    }

    @Test
    void whatIsThereAlreadyStays() {
        FieldTable fields = new FieldTable();
        fields.supply("a", List.of("own"));
        THREE.addTo(fields, "1,2,3");
        assertThat(fields.first("a")).isEqualTo("own");
    }

    @Property(tries = 500)
    void whatIsWrittenAsRfc4180AsksIsReadAgain(@ForAll("columns") List<String> columns) {
        StringBuilder line = new StringBuilder();
        for (String column : columns) {
            line.append(line.isEmpty() ? "" : ",")
                    .append('"')
                    .append(column.replace("\"", "\"\""))
                    .append('"');
        }
        FieldTable fields = new FieldTable();
        new ColumnFields(',', numbered(columns.size())).addTo(fields, line.toString());
        for (int i = 0; i < columns.size(); i++) {
            assertThat(fields.first("n" + i))
                    .isEqualTo(columns.get(i).isBlank() ? null : columns.get(i).strip());
        }
    }

    @Property(tries = 500)
    void noTextIsTooMuch(@ForAll String text) {
        THREE.addTo(new FieldTable(), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{columns: [a], delimiter: ';;'} | expected columns with a delimiter of one character",
                "{columns: [a], regex: '(?<a>x)'} | but found a regex",
                "{columns: [_, _]} | expected names of 1 to 256 columns",
                "{columns: [a], delimiter: '\"'} | expected a delimiter that is no double quote",
            })
    void whatIsNoLineOfColumnsIsRefusedWithItsPlace(String extraction, String message) {
        String yaml = "source: S\nfollows: F\nsourcetype: s\nothers: true\nextract:\n- " + extraction + "\n";
        assertThatThrownBy(() -> SourceReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageStartingWith("synthetic.yaml:6:")
                .hasMessageContaining(message);
    }

    @Provide
    Arbitrary<List<String>> columns() {
        return Arbitraries.strings()
                .withChars('a', '"', ',', ' ', '-')
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private static List<String> numbered(int size) {
        return IntStream.range(0, size).mapToObj(i -> "n" + i).toList();
    }
}
