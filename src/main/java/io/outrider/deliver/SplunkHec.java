package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Splunk's HTTP Event Collector: an alert's risk, one event for each risk object; of an alert that gives none, the finding itself goes
 * into an index of its own, if the operator names one. Alerts that wait go together, and are acknowledged together: an indexer takes
 * seconds for that, whether it is one or a thousand.
 *
 * <p>Read for this: "Format events for HTTP Event Collector", "About HTTP Event Collector Indexer Acknowledgment" and "Troubleshoot HTTP
 * Event Collector" (the table of codes), help.splunk.com. An index keeps what it is sent, however often: {@code orig_event_id} and {@code
 * orig_revision} tell copies and revisions apart.
 */
final class SplunkHec implements Target {

    /**
     * Codes for which the same call is never taken: token disabled, required, invalid (1 to 4), no data, invalid data, wrong index (5 to
     * 7), no or a wrong channel, no event (10 to 13), no acknowledgement, wrong fields, no token in the query (14 to 16), and the two for
     * tokens that newer servers answer with 400 (21, 22). For later are: 8 an error of the server, 9 busy, 18 to 20 full queues
     * or no acknowledgements, 23 about to stop, 24 and 25 at capacity.
     */
    private static final Set<Integer> REFUSALS = Set.of(1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 21, 22);

    /** Those for which it may be taken later, whatever the status: see above. */
    private static final Set<Integer> LATER = Set.of(8, 9, 18, 19, 20, 23, 24, 25);

    // Collectors may be set to a megabyte; where one takes less it says 413, and the worker halves the call.
    private static final int MOST_BYTES = 1_000_000;

    private static final int SUCCESS = 0;
    private static final int NO_CODE = -1;
    private static final int TOO_LARGE = 413;

    // Splunk's own clients ask every ten seconds; an alert should not wait as long as that for nothing.
    private static final int ASK_AFTER_MILLISECONDS = 500;
    private static final int MOST_MILLISECONDS = 600_000;

    private final SinkSettings sink;
    private final ServiceUrl service;
    private final Map<String, String> headers;
    private final String riskIndex;
    private final String findingIndex;
    private final int acknowledgementTimeout;

    /**
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code token}, {@code acknowledgement}, {@code channel}, {@code
     *     acknowledgementTimeout}
     */
    SplunkHec(SinkSettings sink) {
        this.sink = sink;
        service = ServiceUrl.of(sink);
        riskIndex = sink.optional("index").orElse("risk");
        findingIndex = sink.optional("findingIndex").orElse("");
        boolean acknowledged =
                sink.oneOf("acknowledgement", List.of("true", "false"), "false").equals("true");
        acknowledgementTimeout =
                acknowledged ? sink.readOr("acknowledgementTimeout", "60000", SplunkHec::milliseconds) : 0;
        Map<String, String> all = new HashMap<>();
        all.put("Authorization", "Splunk " + sink.required("token"));
        all.put("content-type", "application/json");
        if (acknowledged) {
            // Splunk counts acknowledgements by channel; the same one for a sink over restarts keeps their number
            // small.
            String byName = UUID.nameUUIDFromBytes(("outrider " + sink.name()).getBytes(StandardCharsets.UTF_8))
                    .toString();
            all.put("X-Splunk-Request-Channel", sink.readOr("channel", byName, SplunkHec::channel));
        }
        headers = Map.copyOf(all);
    }

    private static int milliseconds(String text) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_MILLISECONDS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_MILLISECONDS + " milliseconds, but found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static String channel(String text) {
        try {
            return UUID.fromString(text).toString();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a GUID such as 0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba, but found '" + text + "'", e);
        }
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        deliver(List.of(finding), delivery);
    }

    @Override
    public void deliver(List<Finding> findings, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Set<Long> acknowledgements = new LinkedHashSet<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Finding finding : findings) {
            byte[] events = lines(finding, delivery);
            if (body.size() > 0 && body.size() + events.length > MOST_BYTES) {
                send(body, acknowledgements, delivery);
            }
            body.writeBytes(events);
        }
        // Else the operator wants risk alone, and there is none.
        if (body.size() > 0) {
            send(body, acknowledgements, delivery);
        }
        awaitAcknowledgements(acknowledgements, delivery);
    }

    private byte[] lines(Finding finding, Delivery delivery) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Map<String, Object> event : events(finding)) {
            lines.writeBytes(delivery.json(event));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    private void send(ByteArrayOutputStream body, Set<Long> acknowledgements, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = delivery.call(
                new HttpCall("POST", service.at("/services/collector/event"), headers, body.toByteArray()));
        body.reset();
        JsonNode said = delivery.read(answer);
        int code = said.path("code").asInt(NO_CODE);
        boolean refused = REFUSALS.contains(code) || answer.isRefusal() && !LATER.contains(code);
        if (refused || answer.status() == TOO_LARGE) {
            delivery.refuse("answered " + delivery.inOneLine(answer));
        }
        if (!answer.isSuccess() || code != SUCCESS) {
            // Not end(): a code for later counts whatever the status. Without the code of success something else than
            // Splunk has answered, such as a proxy.
            throw new FailedDeliveryException(
                    sink.where() + " answered " + delivery.inOneLine(answer),
                    answer.wait(delivery.clock().instant()).orElse(null));
        }
        if (acknowledgementTimeout > 0) {
            if (!said.path("ackId").isNumber()) {
                delivery.refuse(
                        "expected an ackId, but found none; switch the token's indexer acknowledgement on, or set"
                                + " acknowledgement = false");
            }
            acknowledgements.add(said.path("ackId").asLong());
        }
    }

    private List<Map<String, Object>> events(Finding finding) {
        List<Map<String, Object>> risk = SplunkRiskEvents.of(finding);
        if (!risk.isEmpty()) {
            risk.forEach(event -> event.put("index", riskIndex));
            return risk;
        }
        return findingIndex.isEmpty() ? List.of() : List.of(finding(finding));
    }

    // No risk: of a Hunting or Correlation detection, of a row without risk objects, or of an alert that was closed.
    private Map<String, Object> finding(Finding finding) {
        Map<String, Object> event = new LinkedHashMap<>();
        // Seconds. A double would be written with an exponent, which Splunk refuses (code 15).
        event.put("time", BigDecimal.valueOf(finding.time().toEpochMilli(), 3));
        event.put("source", finding.text("unmapped", "splunk.search_name").orElse(finding.title()));
        event.put("sourcetype", "outrider:finding");
        event.put("index", findingIndex);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("orig_event_id", finding.id());
        body.put("orig_revision", finding.revision());
        body.putAll(finding.document());
        event.put("event", body);
        return event;
    }

    // A server says true once, for what is on disk (and on as many other indexers as it is told), and false for all
    // else, also for what
    // it does not know.
    private void awaitAcknowledgements(Set<Long> ids, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        int times = Math.max(1, acknowledgementTimeout / ASK_AFTER_MILLISECONDS);
        for (int i = 0; i < times && !ids.isEmpty(); i++) {
            byte[] question = delivery.json(Map.of("acks", List.copyOf(ids)));
            Answer answer =
                    delivery.accepted(new HttpCall("POST", service.at("/services/collector/ack"), headers, question));
            JsonNode said = delivery.read(answer).path("acks");
            ids.removeIf(id -> said.path(id.toString()).asBoolean());
            if (!ids.isEmpty()) {
                pause();
            }
        }
        if (ids.isEmpty()) {
            return;
        }
        throw new FailedDeliveryException(sink.where() + ": expected an acknowledgement within "
                + acknowledgementTimeout + " ms, but found none; the events are sent again");
    }

    private void pause() throws FailedDeliveryException {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.min(ASK_AFTER_MILLISECONDS, acknowledgementTimeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedDeliveryException(sink.where() + ": stopped while it waited for an acknowledgement");
        }
    }
}
