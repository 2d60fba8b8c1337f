package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.detect.MatchedEvent;
import io.outrider.rule.Detection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Events are synthetic. */
class RenderMatchedTest {

    private static final int MOST = 1 << 16;
    private static final Detection DETECTION = new Detection(
            "an-id", "A name", 1, "TTP", null, null, null, "", null, 50, List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), null, "a.yml");

    private final ObjectMapper json = new ObjectMapper();

    private static MatchedEvent event(String raw, long line) {
        Origin origin = new Origin("events-3", "json", line, 7, raw.length());
        Event event = new Event(Instant.EPOCH, raw, Map.of(), Map.of(), Set.of(), origin);
        return new MatchedEvent(event, List.of(DETECTION));
    }

    private MatchedDocument render(Function<Event, Map<String, Object>> documents, MatchedEvent event) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(List.of(event));
        new RenderMatched(documents, json, true, MOST).process(exchange);
        List<?> rendered = exchange.getMessage().getBody(List.class);
        assertThat(rendered).hasSize(1);
        return (MatchedDocument) rendered.get(0);
    }

    private JsonNode read(MatchedDocument document) throws Exception {
        return json.readTree(new String(document.json(), StandardCharsets.UTF_8));
    }

    @Test
    void documentIsThatOfTheEventWithItsIdItsDetectionsAndItsText() throws Exception {
        MatchedDocument document = render(event -> Map.of("_time", "then"), event("one\ntwo", 1));

        assertThat(read(document).toString())
                .isEqualTo("{\"id\":\"" + document.id() + "\",\"_time\":\"then\","
                        + "\"detections\":[{\"id\":\"an-id\",\"name\":\"A name\"}],\"_raw\":\"one\\ntwo\"}");
        assertThat(document.json()).doesNotContain('\n');
    }

    @Test
    void eventThatIsTooLongGoesWithoutWhatItSays() throws Exception {
        MatchedDocument document = render(event -> Map.of(), event("\u0000".repeat(MOST), 1));

        assertThat(document.json()).hasSizeLessThan(1000);
        JsonNode read = read(document);
        assertThat(read.get("id").asText()).isEqualTo(document.id());
        assertThat(read.get("_time").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(read.get("origin").toString())
                .isEqualTo("{\"file\":\"events-3\",\"position\":7,\"line\":1,\"shape\":\"json\"}");
        assertThat(read.get("detections")).hasSize(1);
        assertThat(read.get("left_out").asText()).contains("65536 bytes at most (outrider.matched.max-size)");
    }

    @Test
    void eventThatCannotBeRenderedStopsNoBatch() throws Exception {
        MatchedDocument document = render(
                event -> {
                    throw new IllegalStateException("synthetic");
                },
                event("one", 1));

        assertThat(read(document).get("left_out").asText())
                .isEqualTo("expected what can be rendered, but found java.lang.IllegalStateException");
    }

    @Test
    void halfASurrogatePairIsNoError() throws Exception {
        assertThat(read(render(event -> Map.of(), event("a\ud800b", 1)))
                        .get("_raw")
                        .asText())
                .isEqualTo("a?b");
    }

    @Test
    void idHangsOnPlaceAndText() {
        assertThat(event("one", 1).id()).isEqualTo(event("one", 1).id());
        assertThat(event("one", 1).id())
                .isNotEqualTo(event("one", 2).id())
                .isNotEqualTo(event("two", 1).id());
    }

    @Test
    void sizeThatLeavesNoRoomForWhatIsAlwaysThereIsRefused() {
        assertThatThrownBy(() -> new RenderMatched(event -> Map.of(), json, true, 1000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 65536 bytes or more, but found 1000");
    }
}
