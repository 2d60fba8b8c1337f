package io.outrider.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert;
import io.outrider.alert.OcsfFinding;
import io.outrider.detect.LateRow;
import io.outrider.detect.RuleFailure;
import io.outrider.normalize.Reject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.URISupport;

/** Writes what was set aside as JSON lines: one object a line, the reason first. */
public final class DeadLetters {

    private final ObjectMapper json;
    private final OcsfFinding findings;
    private final Clock clock;
    private final Statistics statistics;

    public DeadLetters(ObjectMapper json, OcsfFinding findings, Clock clock, Statistics statistics) {
        this.json = json;
        this.findings = findings;
        this.clock = clock;
        this.statistics = statistics;
    }

    /** The lines of a list of rejects, late rows and failures. */
    public String lines(List<?> setAside) {
        StringBuilder lines = new StringBuilder();
        setAside.forEach(item -> lines.append(line(fields(item))));
        return lines.toString();
    }

    /** The line of an alert that a sink did not take. */
    public String undelivered(Exchange exchange) {
        statistics.undelivered();
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", cause == null ? "unknown" : String.valueOf(cause.getMessage()));
        fields.put("endpoint", URISupport.sanitizeUri(exchange.getProperty(Exchange.FAILURE_ENDPOINT, String.class)));
        fields.put("finding", finding(exchange.getMessage()));
        return line(fields);
    }

    /** The alert, however far it came: not yet rendered, rendered, or marshalled. */
    private Object finding(Message message) {
        Object body = message.getBody();
        if (body instanceof Alert alert) {
            return findings.of(alert, clock.instant());
        }
        return body instanceof Map ? body : message.getBody(String.class);
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
