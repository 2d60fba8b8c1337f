package io.outrider.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.detect.MatchedEvent;
import io.outrider.rule.Detection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Renders the events of a batch that matched: in a list of {@link MatchedEvent}, out a list of {@link MatchedDocument}.
 *
 * <p>A document is that of the common event, with the event's id, the detections, and, if it is wanted, the event's text. No event
 * stops its batch: one whose document would be too long, or cannot be made, goes out with its id, time, origin and detections, and
 * says what was left out.
 */
public final class RenderMatched implements Processor {

    /** What is left of an event that is too long has room: more than all published detections take. */
    private static final int LEAST_SIZE = 1 << 16;

    private final Function<Event, Map<String, Object>> documents;
    private final ObjectMapper json;
    private final boolean raw;
    private final int maxSize;

    /**
     * @param documents of common events
     * @param raw whether the event's text goes along
     * @param maxSize of a document, in bytes
     */
    public RenderMatched(Function<Event, Map<String, Object>> documents, ObjectMapper json, boolean raw, int maxSize) {
        if (maxSize < LEAST_SIZE) {
            throw new IllegalArgumentException("expected " + LEAST_SIZE + " bytes or more, but found " + maxSize);
        }
        this.documents = documents;
        this.json = json;
        this.raw = raw;
        this.maxSize = maxSize;
    }

    @Override
    public void process(Exchange exchange) {
        List<?> matched = exchange.getMessage().getBody(List.class);
        List<MatchedDocument> rendered = new ArrayList<>(matched.size());
        matched.forEach(event -> rendered.add(document((MatchedEvent) event)));
        exchange.getMessage().setBody(rendered);
    }

    private MatchedDocument document(MatchedEvent matched) {
        String id = matched.id();
        byte[] whole;
        try {
            whole = bytes(whole(matched, id));
        } catch (RuntimeException e) {
            return new MatchedDocument(
                    id,
                    bytes(brief(
                            matched,
                            id,
                            "expected what can be rendered, but found "
                                    + e.getClass().getName())));
        }
        if (whole.length > maxSize) {
            whole = bytes(brief(
                    matched,
                    id,
                    "expected a document of " + maxSize
                            + " bytes at most (outrider.matched.max-size), but found one of " + whole.length));
        }
        return new MatchedDocument(id, whole);
    }

    private Map<String, Object> whole(MatchedEvent matched, String id) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.putAll(documents.apply(matched.event()));
        document.put("detections", detections(matched));
        if (raw) {
            document.put("_raw", matched.event().raw());
        }
        return document;
    }

    /** Nothing of what the event says: any of it may be as long as the event. */
    private static Map<String, Object> brief(MatchedEvent matched, String id, String reason) {
        Origin origin = matched.event().origin();
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("file", origin.source());
        place.put("position", origin.offset());
        place.put("line", origin.line());
        place.put("shape", origin.shape());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", id);
        document.put("_time", matched.event().time().toString());
        document.put("origin", place);
        document.put("detections", detections(matched));
        document.put("left_out", reason);
        return document;
    }

    private static List<Map<String, Object>> detections(MatchedEvent matched) {
        List<Map<String, Object>> detections = new ArrayList<>();
        for (Detection detection : matched.detections()) {
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("id", detection.id());
            named.put("name", detection.name());
            detections.add(named);
        }
        return detections;
    }

    private byte[] bytes(Map<String, Object> document) {
        try {
            // By way of a text: written as bytes at once, half a surrogate pair, which an event may well hold, is an
            // error.
            return json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e.getOriginalMessage(), e);
        }
    }
}
