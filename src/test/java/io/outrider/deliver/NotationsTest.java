package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

/** Texts of findings in the notations of the systems that show them. */
class NotationsTest {

    private static TicketText text(String message, String... facts) {
        return new TicketText("title", message, List.of(facts), List.of(), "Outrider 0a1b-0");
    }

    @Test
    void markdownEscapesTheMessageAndFencesTheFacts() {
        assertThat(Markdown.of(text("*a* [x](http://y) <b>", "cmd: ```` `x`")))
                .isEqualTo(
                        "\\*a\\* \\[x\\]\\(http\\:\\/\\/y\\) \\<b\\>\n\n`````\ncmd: ```` `x`\n`````\n\nOutrider 0a1b-0");
    }

    @Property(tries = 300)
    void noFactEndsItsFence(@ForAll @CharRange(from = '_', to = 'a') String fact) {
        String markdown = Markdown.of(text("m", fact, fact));
        String fence = markdown.lines().skip(2).findFirst().orElseThrow();

        assertThat(fence).matches("`{3,}");
        assertThat(markdown.lines().filter(line -> line.contains(fence))).containsExactly(fence, fence);
    }

    @Test
    void wikiMarkupHasOneBlockWhateverItHolds() {
        assertThat(WikiMarkup.of(text("{NoFormat:x} *a*", "cmd: {noformat}!http://y!")))
                .isEqualTo(
                        "{noformat}\n{ NoFormat:x} *a*\n\ncmd: { noformat}!http://y!\n\nOutrider 0a1b-0\n{noformat}");
    }

    @Property(tries = 300)
    void wikiMarkupOfAnyTextBeginsAndEndsOnce(@ForAll boolean doubled, @ForAll String text) {
        String hostile = text + (doubled ? "{{noformat}" : "{noFORMAT}") + text;

        assertThat(Pattern.compile("\\{noformat", Pattern.CASE_INSENSITIVE)
                        .matcher(WikiMarkup.of(text(hostile, hostile)))
                        .results()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void longestTextsOfJiraAreWithinItsBoundWhateverTheyHold() throws JsonProcessingException {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            row.put("field" + i, "\\\"{noformat}".repeat(1000));
        }
        Map<String, Object> finding = new HashMap<>(SyntheticFinding.revision(0));
        finding.put("message", "\"".repeat(5000));
        finding.put("unmapped", Map.of("search_result", row));
        TicketText text = TicketText.of(new Finding(finding), Jira.MOST_FACTS);

        assertThat(text.plain()).hasSizeGreaterThan(Jira.MOST_FACTS);
        assertThat(WikiMarkup.of(text)).hasSizeLessThan(32_767);
        assertThat(new ObjectMapper().writeValueAsString(Adf.document(text))).hasSizeLessThan(32_767);
    }

    @Test
    void documentOfAtlassianHoldsTextsAsTheyAreAndNoneThatIsEmpty() {
        Map<String, Object> document = Adf.document(text("", "a: *b*", "c: {x}"));

        assertThat(document.get("type")).isEqualTo("doc");
        assertThat(document.get("content"))
                .isEqualTo(List.of(
                        Map.of("type", "paragraph"),
                        Map.of(
                                "type",
                                "codeBlock",
                                "content",
                                List.of(Map.of("type", "text", "text", "a: *b*\nc: {x}"))),
                        Map.of(
                                "type",
                                "paragraph",
                                "content",
                                List.of(Map.of("type", "text", "text", "Outrider 0a1b-0")))));
    }
}
