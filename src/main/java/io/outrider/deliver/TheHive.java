package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts of TheHive 5, over its API version 1. The alert's id is their {@code sourceRef}, which is unique together with {@code type} and
 * {@code source}; later revisions are comments, which are looked for among the newest before one is made.
 *
 * <p>Checked against TheHive's own client (TheHive4py 2: {@code types/alert.py}, {@code endpoints/alert.py}, {@code
 * endpoints/comment.py}, {@code query/}) and its issues 1094 (a duplicate is answered with 400), 1514 and 1963 (so are two observables that
 * are the same, and then there is no alert).
 */
final class TheHive implements TicketSystem {

    // Column sizes of the documentation: a title of 512 characters.
    private static final int LONGEST_TITLE = 512;
    private static final int MOST_FACTS = 16_000;
    // Ten comments of this and a message fit into what is kept of an answer.
    private static final int MOST_FACTS_OF_A_COMMENT = 3000;
    private static final int COMMENTS_LOOKED_AT = 10;
    private static final int MOST_OBSERVABLES = 100;
    private static final int LONGEST_OBSERVABLE = 1000;
    private static final Set<Integer> MAYBE_DUPLICATE = Set.of(400, 409);
    private static final SeverityScale SEVERITIES =
            SeverityScale.of("informational=1, low=1, medium=2, high=3, critical=4");
    // By OCSF's type_id of an observable; TheHive's own data types.
    private static final Map<String, String> DATA_TYPES =
            Map.of("1", "hostname", "2", "ip", "5", "mail", "6", "url", "7", "filename", "8", "hash");
    private static final String OTHER = "other";

    private final RestApi api;
    private final String type;
    private final String source;
    private final int tlp;
    private final int pap;
    private final Optional<String> closeStatus;

    /** What is observed, once. */
    private record Observable(String dataType, String data) {}

    /**
     * Of a sink.
     *
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code token}, {@code organisation}, {@code alertType},
     *     {@code source}, {@code tlp}, {@code pap}, {@code closeStatus}
     */
    TheHive(SinkSettings sink) {
        Map<String, String> headers = new HashMap<>();
        headers.put("authorization", sink.read("token", token -> Authorization.token("Bearer", token)));
        sink.optional("organisation")
                .ifPresent(name -> headers.put("x-organisation", sink.read("organisation", TheHive::headerValue)));
        api = new RestApi(sink.url(), headers);
        type = sink.optional("alertType").orElse("detection");
        source = sink.optional("source").orElse("Outrider");
        tlp = sink.readOr("tlp", "2", text -> colour(text, 4));
        pap = sink.readOr("pap", "2", text -> colour(text, 3));
        closeStatus = sink.optional("closeStatus");
    }

    private static String headerValue(String text) {
        if (!text.matches("[ -~]+")) {
            throw new IllegalArgumentException("expected visible ASCII characters and blanks, but found others");
        }
        return text;
    }

    private static int colour(String text, int most) {
        if (!text.matches("[0-9]") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("expected 0 to " + most + ", but found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    @Override
    public Optional<Ticket> find(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        List<Object> conditions =
                List.of(equal("type", type), equal("source", source), equal("sourceRef", finding.id()));
        Reply reply = query(
                delivery,
                Map.of("_name", "listAlert"),
                Map.of("_name", "filter", "_and", conditions),
                Map.of("_name", "page", "from", 0, "to", 1));
        if (reply.list("").isEmpty()) {
            return Optional.empty();
        }
        if (!reply.document().at("/0/sourceRef").asText().equals(finding.id())) {
            delivery.fail("expected the alert of sourceRef " + finding.id() + ", but found " + reply.inOneLine());
        }
        return Optional.of(new Ticket(reply.text("/0/_id"), Ticket.UNKNOWN));
    }

    private static Map<String, Object> equal(String field, String value) {
        return Map.of("_field", field, "_value", value);
    }

    private Reply query(Delivery delivery, Object... steps) throws FailedDeliveryException, RefusedDeliveryException {
        byte[] body = delivery.json(Map.of("query", List.of(steps)));
        return Reply.to(api.send("POST", "/api/v1/query", body), delivery);
    }

    @Override
    public void open(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        TicketText text = TicketText.of(finding, MOST_FACTS);
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("type", type);
        alert.put("source", source);
        alert.put("sourceRef", finding.id());
        alert.put("title", text.title(LONGEST_TITLE));
        alert.put("description", Markdown.of(text));
        alert.put("severity", Integer.valueOf(SEVERITIES.of(finding)));
        alert.put("date", finding.time().toEpochMilli());
        alert.put("tags", List.copyOf(text.techniques()));
        alert.put("tlp", tlp);
        alert.put("pap", pap);
        alert.put("observables", observables(finding));
        Answer answer = delivery.call(api.send("POST", "/api/v1/alert", delivery.json(alert)));
        if (MAYBE_DUPLICATE.contains(answer.status()) && find(finding, delivery).isPresent()) {
            // Made by another call in the meantime.
            return;
        }
        if (!answer.isSuccess()) {
            delivery.end(answer);
        }
        new Reply(delivery.read(answer), answer, delivery).text("/_id");
    }

    private static List<Map<String, Object>> observables(Finding finding) {
        Set<Observable> observables = new LinkedHashSet<>();
        for (Object entry : finding.list("observables")) {
            if (entry instanceof Map<?, ?> observable && observables.size() < MOST_OBSERVABLES) {
                String data = OneLine.of(Objects.toString(observable.get("value"), ""), LONGEST_OBSERVABLE);
                if (!data.isBlank()) {
                    observables.add(new Observable(
                            DATA_TYPES.getOrDefault(String.valueOf(observable.get("type_id")), OTHER), data));
                }
            }
        }
        List<Map<String, Object>> documents = new ArrayList<>();
        observables.forEach(
                observable -> documents.add(Map.of("dataType", observable.dataType(), "data", observable.data())));
        return documents;
    }

    @Override
    public boolean has(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Reply reply = query(
                delivery,
                Map.of("_name", "getAlert", "idOrName", ticket.id()),
                Map.of("_name", "comments"),
                Map.of("_name", "sort", "_fields", List.of(Map.of("_createdAt", "desc"))),
                Map.of("_name", "page", "from", 0, "to", COMMENTS_LOOKED_AT));
        // Long comments of others may pass what is kept of an answer; the newest are at its beginning all the same.
        return !reply.document().isArray()
                ? reply.answer().text().contains(TicketText.marker(finding) + '"')
                : hasComment(reply.document(), TicketText.marker(finding));
    }

    private static boolean hasComment(JsonNode comments, String marker) {
        for (JsonNode comment : comments) {
            if (comment.path("message").asText().lines().anyMatch(marker::equals)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void add(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        String alert = "/api/v1/alert/" + RestApi.encoded(ticket.id());
        if (finding.activity() == Finding.Activity.CLOSE && closeStatus.isPresent()) {
            Map<String, Object> status = Map.of("status", closeStatus.get());
            delivery.done(api.send("PATCH", alert, delivery.json(status)));
        }
        TicketText text = TicketText.of(finding, MOST_FACTS_OF_A_COMMENT);
        byte[] comment = delivery.json(Map.of("message", Markdown.of(text)));
        Reply.to(api.send("POST", alert + "/comment", comment), delivery).text("/_id");
    }
}
