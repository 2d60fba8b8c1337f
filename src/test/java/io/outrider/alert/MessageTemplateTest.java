package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTemplateTest {

    private static final Map<String, Value> ROW = row();

    private static Map<String, Value> row() {
        Map<String, Value> row = new LinkedHashMap<>();
        row.put("dest", Value.of("HOST"));
        row.put("user", Value.of("alice"));
        row.put("names", Value.of(List.of("a.exe", "b.exe")));
        row.put("count", Value.of(3));
        row.put("empty", Value.of(""));
        row.put("PSWA Host", Value.of("GATE"));
        row.put("user.groups{}", Value.of("ops"));
        row.put("x-amz-grant", Value.of("all"));
        row.put("objectRef.name", Value.of("pod"));
        return row;
    }

    private static String render(String message) {
        return MessageTemplate.parse(message).render(ROW::get);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "from $dest$ by $user$                | from HOST by alice",
                "$dest$$user$                         | HOSTalice",
                "on $dest$.                           | on HOST.",
                "$user$@$dest$                        | alice@HOST",
                "'$dest$'                             | 'HOST'",
                "ran $names$                          | ran a.exe, b.exe",
                "$count$ times                        | 3 times",
                "$result.dest$                        | HOST",
                "$user.groups{}$ $x-amz-grant$        | ops all",
                "pod $objectRef.name$                 | pod pod",
                "at $PSWA Host$.                      | at GATE.",
            })
    void closedFieldBecomesItsValue(String message, String expected) {
        assertThat(render(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "from $dest                           | from HOST",
                "from $dest by other means            | from HOST by other means",
                "$dest by $user$                      | HOST by alice",
                "from $dest, then                     | from HOST, then",
                "from $dest.                          | from HOST.",
                "from $result.dest now                | from HOST now",
            })
    void unclosedFieldBeforeABlankOrTheEndBecomesItsValue(String message, String expected) {
        assertThat(render(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cost $5",
                "cost $5 to $6",
                "$",
                "$$",
                "a $ b",
                "5$",
                "$ dest$",
                "$$dest$$",
                "by user$ to gain",
                "$dest/x",
                "no field"
            })
    void otherDollarStays(String message) {
        assertThat(render(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$nothing$", "$nothing", "$Dest$", "$empty$", "$result.nothing$"})
    void missingOrEmptyFieldBecomesUnknown(String message) {
        assertThat(render(message)).isEqualTo("unknown");
    }

    @Test
    void dollarInAValueIsNotLookedAt() {
        Map<String, Value> row = Map.of("process", Value.of("echo $dest$ $user \\$1"), "dest", Value.of("HOST"));
        assertThat(MessageTemplate.parse("$process$ on $dest$").render(row::get))
                .isEqualTo("echo $dest$ $user \\$1 on HOST");
    }

    @Test
    void valueCannotStartALineOrTurnTheText() {
        String forged = "x\r\nALERT y\tz\u0000\u001B[2J\u007F\u0085\u2028\u2029\u202Egpj.exe\u2066";
        assertThat(MessageTemplate.parse("ran $process$").render(Map.of("process", Value.of(forged))::get))
                .isEqualTo("ran x\u240D\u240AALERT y\u2409z\u2400\u241B[2J\u2421\uFFFD\uFFFD\uFFFD\uFFFDgpj.exe\uFFFD");
    }

    @Test
    void loneSurrogateIsReplacedAndAPairStays() {
        Map<String, Value> row = Map.of("a", Value.of("\uD83D\uDE00\uD83D"));
        assertThat(MessageTemplate.parse("$a$").render(row::get)).isEqualTo("\uD83D\uDE00\uFFFD");
    }

    @Test
    void surroundingLineBreaksOfAYamlBlockAreCutOff() {
        assertThat(render("from $dest$\n")).isEqualTo("from HOST");
    }

    @Test
    void manyDollarsAndLongValuesTakeLinearTime() {
        String message = "$a b ".repeat(100_000) + "$dest$";
        String value = "v".repeat(1_000_000);
        assertThat(MessageTemplate.parse(message).render(Map.of("dest", Value.of(value))::get))
                .startsWith("unknown b unknown b ")
                .endsWith("b " + value);
    }
}
