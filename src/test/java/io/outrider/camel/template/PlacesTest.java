package io.outrider.camel.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.deliver.Place;
import io.outrider.deliver.Template;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language in all its places, over synthetic data. */
class PlacesTest {

    private static Template template(String text, Place place) {
        return new QuteTemplates(path -> path).of("the template", text, place, Set.of("value", "other"));
    }

    private static String rendered(String template, Place place, Map<String, ?> data) {
        return template(template, place).fill(data);
    }

    private static String rendered(String template, Object value) {
        return rendered(template, Place.LINE, Map.of("value", value));
    }

    @Test
    void valuesListsAndObjectsAreData() {
        assertThat(rendered("{value}", 7)).isEqualTo("7");
        assertThat(rendered("{value.name}", Map.of("name", "WS-042"))).isEqualTo("WS-042");
        assertThat(rendered("{#for v in value}{v_count}:{v} {/for}", List.of("a", "b")))
                .isEqualTo("1:a 2:b ");
        assertThat(rendered("{#for e in value}{e.key}={e.value}{/for}", Map.of("a", 1)))
                .isEqualTo("a=1");
        assertThat(rendered("{#if value > 3}much{#else}little{/if}", 4)).isEqualTo("much");
        assertThat(rendered("{#when value}{#is 1}one{#else}other{/when}", 1)).isEqualTo("one");
        assertThat(rendered("{#let v=value}{v}{/let}", 1)).isEqualTo("1");
        assertThat(rendered("{value.size}", List.of(1, 2))).isEqualTo("2");
    }

    @Test
    void whatIsNotThereIsEmpty() {
        assertThat(rendered("[{other}][{value.other}][{other.name}]", Map.of())).isEqualTo("[][][]");
        assertThat(rendered("{#if other}there{#else}not there{/if}", 1)).isEqualTo("not there");
        assertThat(rendered("{#for v in other.orEmpty}{v}{/for}", 1)).isEmpty();
        assertThat(rendered("{other ?: 'none'}", 1)).isEqualTo("none");
    }

    @Test
    void valueIsNeverReadAsATemplate() {
        String hostile = "{value.size} {#for i in 9}x{/for} {#eval value /} ${value} {{value}}";

        assertThat(rendered("{value}", hostile)).isEqualTo(hostile);
        assertThat(rendered("{value}", Place.TEXT, Map.of("value", hostile))).isEqualTo(hostile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{#eval value /}",
                "{#include other /}",
                "{#for v in value}",
                "{#if}{/if}",
                "{value.a b}{/for}",
                "{#insert x}{/insert}",
                "{#cached}{/cached}"
            })
    void whatIsNotInTheLanguageIsRefusedWithItsLine(String template) {
        assertThatThrownBy(() -> template("first line\n" + template, Place.HTML))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the template, line 2: ");
    }

    @Test
    void thereIsNoWayToMarkupOrToMethods() {
        assertThat(rendered("{value.raw}{value.safe}{value.getClass}{value.class}{value.length}", "<b>"))
                .isEmpty();
        assertThatThrownBy(() -> rendered("{str:eval('{value}')}", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeGoneThroughIsToldWithItsLine() {
        Template template = template("\n{#for v in value}{v}{/for}", Place.TEXT);

        assertThatThrownBy(() -> template.fill(Map.of("value", "text")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the template, line 2: ");
    }

    @Test
    void valueIsEscapedForItsPlace() {
        Map<String, ?> data = Map.of("value", "a\r\nBcc: x\u2028<b title='\"'>&\u202Eb\u0000\tc");

        assertThat(rendered("{value}", Place.LINE, data)).isEqualTo("a Bcc: x <b title='\"'>& b c");
        assertThat(rendered("{value}", Place.TEXT, data))
                .isEqualTo("a\n    Bcc: x\n    <b title='\"'>&\uFFFDb\uFFFD\tc");
        assertThat(rendered("<i>{value}</i>", Place.HTML, data))
                .isEqualTo("<i>a\nBcc: x\n&lt;b title=&#39;&quot;&#39;&gt;&amp;\uFFFDb\uFFFD\tc</i>");
    }

    @Test
    void functionsAreInAllPlacesAndNoneLeadsRoundTheEscaping() {
        Map<String, ?> data = Map.of("value", List.of("<b>", "x"));

        for (Place place : Place.values()) {
            assertThat(rendered("{value.limit(1).size}{value.upper.cut(2)}", place, data))
                    .isEqualTo("1" + place.escape("<\u2026"));
            assertThat(rendered("{value}", place, data)).isEqualTo(place.escape("<b>, x"));
        }
        assertThat(rendered("{value.toJson}", Place.HTML, data)).isEqualTo("[&quot;&lt;b&gt;&quot;,&quot;x&quot;]");
        assertThat(rendered("{value.code} {value.get('code')}", Place.PLAIN, Map.of("value", Map.of("code", 5))))
                .endsWith(" 5");
        assertThat(rendered("{value.toJson}", Place.JSON, data)).isEqualTo("[\"<b>\",\"x\"]");
    }

    @Test
    void whatATemplateSpendsIsBoundedInMailsToo() {
        Template template =
                template("{#for a in value}{#for b in value}{#for c in value}{/for}{/for}{/for}", Place.HTML);

        assertThatThrownBy(() -> template.fill(Map.of("value", Collections.nCopies(10_000, "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loops of at most 200000 steps");
    }

    @Property
    void lineHasNoBreakAndHtmlNoMarkupWhateverTheValue(@ForAll String value) {
        assertThat(rendered("{value}", Place.LINE, Map.of("value", value)))
                .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u2029]");
        assertThat(rendered("{value}", Place.HTML, Map.of("value", value)))
                .doesNotContainPattern("[<>\"']|&(?!(amp|lt|gt|quot|#39);)");
        assertThat(rendered("{value}", Place.TEXT, Map.of("value", value)))
                .doesNotContainPattern("[[\\p{Cntrl}]&&[^\\n\\t]]|\\n(?!    )");
    }
}
