package io.outrider.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.deliver.Place;
import io.outrider.deliver.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuteTemplatesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> VALUES = Map.of(
            "a",
            Map.of(
                    "text",
                    "x \"y\" \\ <!channel> & {a.secret}\n\u0001",
                    "number",
                    3,
                    "list",
                    List.of("p\"", "q"),
                    "entries",
                    List.of(Map.of("n", 1), Map.of("n", 2)),
                    "secret",
                    "hunter2"));

    @TempDir
    Path directory;

    private Template read(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new QuteTemplates(directory::resolve)
                .read(name, name.endsWith(".json") ? Place.JSON : Place.PLAIN, Set.of("a"));
    }

    private String filled(String text) {
        return read("t.json", text).fill(VALUES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {a.number}                                   | 3
            {a.list}                                     | p\\", q
            {a.list.toJson}                              | ["p\\"","q"]
            {a.missing}                                  | ~~
            {a.missing.cut(3)}                           | ~~
            {a.missing.deeper.still}                     | ~~
            {a.missing ?: 'none'}                        | none
            {#if a.missing}yes{#else}no{/if}             | no
            {#for e in a.entries}{e.n}{#if e_hasNext},{/if}{/for} | 1,2
            {#for e in a.missing.orEmpty}x{/for}         | ~~
            {#let b=a.number}{b}{/let}                   | 3
            {#for e in a.entries.limit(1)}{e.n}{/for}    | 1
            {a.secret.upper}                             | HUNTER2
            {a.secret.cut(3)}                            | hu\u2026
            {"x": {a.number}, "y": {}}                   | {"x": 3, "y": {}}
            """)
    void expressionHasItsValue(String text, String expected) {
        assertThat(filled(text)).isEqualTo(expected);
    }

    @Test
    void valueIsEscapedForJsonAndNeverReadAsATemplate() throws Exception {
        assertThat(JSON.readTree(filled("{\"x\": \"{a.text}\"}")).get("x").asText())
                .isEqualTo("x \"y\" \\ <!channel> & {a.secret}\n\u0001");
        assertThat(filled("{a.text.toJson}")).doesNotContain("hunter2");
    }

    @Test
    void textFileHasValuesAsTheyAre() {
        assertThat(read("t.txt", "{a.list}: {a.text}").fill(VALUES)).startsWith("p\", q: x \"y\" \\ <!channel>");
    }

    @Property(tries = 300)
    void anyTextComesThroughJsonAsItWas(@ForAll String text) throws JsonProcessingException {
        // A lone half of a pair has no form in UTF-8; findings hold none.
        String wellFormed = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        Template template = parsed("{\"x\": \"{a}\", \"y\": {a.toJson}}");

        var document = JSON.readTree(template.fill(Map.of("a", wellFormed)));

        assertThat(document.get("x").asText()).isEqualTo(wellFormed);
        assertThat(document.get("y").asText()).isEqualTo(wellFormed);
    }

    private static Template parsed(String text) {
        try {
            Path file = Files.createTempFile("outrider", ".json");
            try {
                Files.writeString(file, text);
                return new QuteTemplates(path -> path).read(file.toString(), Place.JSON, Set.of("a"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {#if a.x}                | t.json, line 2:
            {#include other}{/}      | t.json, line 2:
            {#eval a.text /}         | t.json, line 2:
            {#nonsense}{/nonsense}   | t.json, line 2:
            {b.x}                    | t.json, line 2: expected one of [a],
            {str:eval(a.text)}       | t.json, line 2: expected one of [a],
            {config:secret}          | t.json, line 2: expected one of [a],
            {inject:bean.x}          | t.json, line 2: expected one of [a],
            """)
    void whatIsNoTemplateIsToldWithFileAndLine(String text, String message) {
        assertThatThrownBy(() -> read("t.json", "{\"x\":\n\"" + text + "\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void thereIsNoWayRoundTheEscapingAndNoMethodOfJava() {
        assertThat(filled("{a.text.raw}{a.text.safe}{a.text.getClass}{a.text.length}{a.class.name}{a.list.getClass()}"))
                .isEmpty();
    }

    @Test
    void fileThatIsNotThereOrTooLongIsTold() throws IOException {
        QuteTemplates templates = new QuteTemplates(directory::resolve);
        Files.write(directory.resolve("long.json"), new byte[300_000]);
        Files.write(directory.resolve("latin.json"), new byte[] {'"', (byte) 0xe9, '"'});

        assertThatThrownBy(() -> templates.read("none.json", Place.JSON, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected a file, but found none at ")
                .hasMessageEndingWith("none.json");
        assertThatThrownBy(() -> templates.read("long.json", Place.JSON, Set.of()))
                .hasMessage("long.json: expected at most 262144 bytes, but found 300000");
        assertThatThrownBy(() -> templates.read("latin.json", Place.JSON, Set.of()))
                .hasMessage("latin.json: expected UTF-8, but found other bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {#for x in a}{#for y in a}{#for z in a}{/for}{/for}{/for}          | loops of at most 200000 steps
            {#for x in a}{#for y in a.limit(5000)}{/for}{/for}                 | loops of at most 200000 steps
            {#for x in a}{#for y in x}{#for z in a}{/for}{/for}{/for}          | loops of at most 200000 steps
            {#for x in a}{a.oneLine}{/for}                                     | at most 16777216 characters in all
            {#for x in a}{a.toJson}{/for}                                      | at most 16777216 characters in all
            {#for x in a}{a}{/for}                                             | gives at most 16777216 characters
            """)
    void whatATemplateSpendsIsBounded(String text, String message) {
        Template template = read("t.json", text);

        assertThatThrownBy(() -> template.fill(Map.of("a", Collections.nCopies(10_000, List.of("0123456789")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("t.json")
                .hasMessageContaining("expected ")
                .hasMessageContaining(message);
    }

    @Test
    void longestListsOfARowArePassedThrough() {
        Map<String, Object> row = Map.of("x", Collections.nCopies(10_000, "0123456789"), "y", List.of());

        assertThat(read("t.json", "{#for c in a}{c.key}{#for v in c.value}.{/for}{/for}")
                        .fill(Map.of("a", row)))
                .hasSize(10_002);
        assertThat(read("t.json", "{a.toJson}").fill(Map.of("a", row))).hasSizeGreaterThan(100_000);
    }

    @Test
    void wrongUseOfAFunctionIsToldWhenItIsFilled() {
        Template template = read("t.json", "{a.text.cut(0)}");

        assertThatThrownBy(() -> template.fill(VALUES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a number above 0 in .cut(n), but found 0");
    }
}
