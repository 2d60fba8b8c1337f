package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.camel.template.QuteTemplates;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as fields of CSV (RFC 4180) that a spreadsheet shows and does not reckon (OWASP, "CSV Injection"). Values are synthetic. */
class CsvPlaceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                WS-042          | WS-042
                4711            | 4711
                `a, b`          | `"a, b"`
                a"b             | `"a""b"`
                a;b             | `"a;b"`
                """)
    void valueIsOneField(String value, String field) {
        assertThat(Place.CSV.escape(value)).isEqualTo(field);
    }

    @Test
    void lineBreaksStayWithinTheField() {
        assertThat(Place.CSV.escape("a\r\nb\nc")).isEqualTo("\"a\r\nb\nc\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|'/c calc'!A1",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1+1",
                "\u00a0=1",
                "\ufeff=1",
                "\u0000=1",
                "\uff1d1",
                "\uff0b1",
                "\uff0d1",
                "\uff201",
                "-",
                "\t",
                "\r"
            })
    void formulaIsText(String value) {
        assertThat(Place.CSV.escape(value)).startsWith("\"'" + value.charAt(0)).endsWith("\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+5", "-0.25", "-17.5"})
    void numberWithASignIsANumber(String number) {
        assertThat(Place.CSV.escape(number)).doesNotContain("'").contains(number);
    }

    @Property
    void anyTwoValuesAreTwoFieldsOfOneRecord(
            @ForAll @StringLength(max = 20) String first, @ForAll("lines") String second) {
        String record = Place.CSV.escape(first) + ',' + Place.CSV.escape(second);

        assertThatCode(() -> CsvRecords.check("a.csv", "a,b\n" + record + "\r\n" + record))
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.strings()
                .withChars('"', ',', '\r', '\n', '\'', '=', 'a')
                .ofMaxLength(8);
    }

    @Test
    void templatesOfCsvEscapeEachValue() {
        Template template = new QuteTemplates(path -> path)
                .of("a.csv", "{value},{other},{value.toJson}", Place.CSV, Set.of("value", "other"));

        assertThat(template.fill(Map.of("value", "=1, 2", "other", "\"")))
                .isEqualTo("\"'=1, 2\",\"\"\"\",\"\"\"=1, 2\"\"\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                `a,"b" c`       | record 1
                `a,b "c"`       | record 1
                `a,"b`          | record 1
                `a,""b, c""`    | record 1
                """)
    void valueThatTheTemplateHasInQuotesOfItsOwnIsTold(String text, String place) {
        assertThatThrownBy(() -> CsvRecords.check("a.csv", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a.csv: expected that it gives records of CSV")
                .hasMessageContaining(place);
    }

    @Test
    void recordsHaveAsManyFieldsAsTheFirst() {
        assertThatCode(() -> CsvRecords.check("a.csv", "a,b\n1,\n")).doesNotThrowAnyException();
        assertThatThrownBy(() -> CsvRecords.check("a.csv", "a,b\r\n1,2,3")).hasMessageContaining("record 2");
        assertThatThrownBy(() -> CsvRecords.check("a.csv", "")).hasMessageContaining("nothing");
    }
}
