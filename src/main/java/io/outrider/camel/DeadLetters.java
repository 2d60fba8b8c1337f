package io.outrider.camel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.detect.LateRow;
import io.outrider.detect.RuleFailure;
import io.outrider.normalize.Reject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Writes what was set aside as JSON lines: one object a line, the reason first. */
public final class DeadLetters {

    // A record is as long as outrider.input.max-event-size lets it be; what is read here was bounded by it when it was
    // written.
    private static final ObjectMapper READER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final ObjectMapper json;
    private final Statistics statistics;

    public DeadLetters(ObjectMapper json, Statistics statistics) {
        this.json = json;
        this.statistics = statistics;
    }

    /** The lines of a list of rejects, late rows and failures. */
    public String lines(List<?> setAside) {
        StringBuilder lines = new StringBuilder();
        setAside.forEach(item -> lines.append(line(fields(item))));
        return lines.toString();
    }

    /** What {@link #document} wrote. */
    public static JsonNode read(byte[] document) throws IOException {
        return READER.readTree(document);
    }

    /**
     * A reject as the store keeps it: with what its source says of it, so that it can be given again.
     *
     * @param route that read it
     */
    byte[] document(Reject reject, String route, String timezone, String sourcetype) {
        Map<String, Object> fields = fields(reject);
        fields.put("route", route);
        fields.put("timezone", timezone);
        fields.put("sourcetype", sourcetype);
        return bytes(fields);
    }

    /** A late row, or a failure, as the store keeps it. */
    byte[] document(Object item) {
        return bytes(fields(item));
    }

    private byte[] bytes(Map<String, Object> fields) {
        return line(fields).strip().getBytes(StandardCharsets.UTF_8);
    }

    /** Why an item was set aside. */
    static String reason(Object item) {
        return String.valueOf(fields(item).get("reason"));
    }

    /** The line of a finding that a sink does not get, with the variables of {@link RouteSender}. */
    public String undelivered(Exchange exchange) {
        statistics.undelivered();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", exchange.getVariable(RouteSender.REASON, String.class));
        fields.put("sink", exchange.getVariable(RouteSender.SINK, String.class));
        fields.put("finding", exchange.getMessage().getBody());
        return line(fields);
    }

    private String line(Map<String, Object> fields) {
        try {
            return json.writeValueAsString(fields) + '\n';
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected plain values, but found " + fields.keySet(), e);
        }
    }

    private static Map<String, Object> fields(Object item) {
        if (item instanceof Reject reject) {
            return fields(reject);
        }
        return item instanceof LateRow late ? fields(late) : fields((RuleFailure) item);
    }

    private static Map<String, Object> fields(Reject reject) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", reject.reason());
        fields.put("repaired", reject.repaired());
        fields.put("source", reject.source());
        fields.put("line", reject.line());
        fields.put("offset", reject.offset());
        fields.put("length", reject.length());
        fields.put("text", reject.text());
        return fields;
    }

    private static Map<String, Object> fields(LateRow late) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", "late: the window is closed and its retention is over");
        fields.put("detection_id", late.detectionId());
        fields.put("detection", late.name());
        fields.put("window_start", late.windowStart().toString());
        fields.put("by", late.by());
        fields.put("count", late.count());
        fields.put("first", late.first().toString());
        fields.put("last", late.last().toString());
        return fields;
    }

    private static Map<String, Object> fields(RuleFailure failure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", failure.reason());
        fields.put("detection_id", failure.detectionId());
        fields.put("detection", failure.name());
        fields.put("subject", failure.subject());
        return fields;
    }
}
