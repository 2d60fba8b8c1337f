package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts of TheHive 5, over its API version 1. The alert's id is their {@code sourceRef}, which is unique together with {@code type} and
 * {@code source}; later revisions are comments, which are looked for among the newest before one is made.
 *
 * <p>Checked against TheHive's own client (TheHive4py 2: {@code types/alert.py}, {@code types/procedure.py}, {@code types/observable.py},
 * {@code endpoints/alert.py}, {@code endpoints/comment.py}, {@code query/}) and its issues 1094 (a duplicate is answered with 400), 1514 and
 * 1963 (so are two observables that are the same, and then there is no alert).
 *
 * <p>What a refusal says is documented nowhere. TheHive 4's source ({@code services/AlertSrv.scala}) has a {@code CreateError} with
 * {@code Alert TYPE:SOURCE:REF already exist in organisation NAME}: only words of that kind with our sourceRef in them are taken for the
 * duplicate. Version 5, whose source is closed, answers in the same form ({@code type}, {@code message}) to its client.
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
    private static final int LONGEST_TAG = 100;
    private static final int MOST_PROCEDURES = 20;
    private static final int CONFLICT = 409;
    private static final Set<Integer> MAYBE_DUPLICATE = Set.of(400, CONFLICT);
    // Of a pattern that the instance has not: as it was in version 4, and as other wrong fields are answered.
    private static final Set<Integer> MAYBE_PATTERN = Set.of(400, 404);
    private static final String DUPLICATE = "already exist";
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
        return Optional.of(new Ticket(reply.text("/0/_id"), revision(finding, reply)));
    }

    // The one that the alert was made of, if nobody has changed its description since.
    private static long revision(Finding finding, Reply reply) {
        return hasMarker(reply.document().at("/0/description"), TicketText.marker(finding))
                ? finding.revision()
                : Ticket.UNKNOWN;
    }

    private static Map<String, Object> equal(String field, String value) {
        return Map.of("_field", field, "_value", value);
    }

    private Reply query(Delivery delivery, Object... steps) throws FailedDeliveryException, RefusedDeliveryException {
        byte[] body = delivery.json(Map.of("query", List.of(steps)));
        return Reply.to(api.send("POST", "/api/v1/query", body), delivery);
    }

    @Override
    public Optional<Ticket> open(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        TicketText text = TicketText.of(finding, MOST_FACTS);
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("type", type);
        alert.put("source", source);
        alert.put("sourceRef", finding.id());
        alert.put("title", text.title(LONGEST_TITLE));
        alert.put("description", Markdown.of(text));
        alert.put("severity", Integer.valueOf(SEVERITIES.of(finding)));
        alert.put("date", finding.time().toEpochMilli());
        alert.put(
                "tags",
                text.techniques().stream()
                        .map(id -> "attack." + id.toLowerCase(Locale.ROOT))
                        .toList());
        alert.put("tlp", tlp);
        alert.put("pap", pap);
        alert.put("observables", observables(finding));
        List<Map<String, Object>> procedures = procedures(finding);
        if (!procedures.isEmpty()) {
            alert.put("procedures", procedures);
        }
        return post(finding, alert, delivery);
    }

    private Optional<Ticket> post(Finding finding, Map<String, Object> alert, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = delivery.call(api.send("POST", "/api/v1/alert", delivery.json(alert)));
        if (answer.isSuccess()) {
            new Reply(delivery.read(answer), answer, delivery).text("/_id");
            return Optional.empty();
        }
        if (MAYBE_DUPLICATE.contains(answer.status())) {
            // Made by another call in the meantime, or by an earlier one that the query did not show.
            Optional<Ticket> there = find(finding, delivery);
            if (there.isPresent()) {
                return there;
            }
            if (isDuplicate(answer, finding, delivery)) {
                delivery.fail("expected the alert of sourceRef " + finding.id() + ", for it answered "
                        + delivery.inOneLine(answer) + ", but found none yet");
            }
        }
        if (MAYBE_PATTERN.contains(answer.status()) && alert.remove("procedures") != null) {
            // An instance knows the techniques of the catalogues that it has imported: no alert is lost for one more.
            return post(finding, alert, delivery);
        }
        delivery.end(answer);
        return Optional.empty();
    }

    private static boolean isDuplicate(Answer answer, Finding finding, Delivery delivery) {
        String message = delivery.read(answer).path("message").asText();
        return answer.status() == CONFLICT || message.contains(finding.id()) && message.contains(DUPLICATE);
    }

    // Example: {"patternId": "T1021.006", "tactic": "lateral-movement", "occurDate": 1735689600000}
    private static List<Map<String, Object>> procedures(Finding finding) {
        Set<Map<String, Object>> procedures = new LinkedHashSet<>();
        for (Object entry : finding.list("finding_info", "attacks")) {
            if (entry instanceof Map<?, ?> attack && procedures.size() < MOST_PROCEDURES) {
                String pattern =
                        text(attack, attack.containsKey("sub_technique") ? "sub_technique" : "technique", "uid");
                String tactic =
                        text(attack, "tactic", "name").toLowerCase(Locale.ROOT).replace(' ', '-');
                // Both are required.
                if (!pattern.isEmpty() && !tactic.isEmpty()) {
                    Map<String, Object> procedure = new LinkedHashMap<>();
                    procedure.put("patternId", pattern);
                    procedure.put("tactic", tactic);
                    procedure.put("occurDate", finding.time().toEpochMilli());
                    procedures.add(procedure);
                }
            }
        }
        return List.copyOf(procedures);
    }

    private static String text(Map<?, ?> attack, String part, String name) {
        return attack.get(part) instanceof Map<?, ?> object ? Objects.toString(object.get(name), "") : "";
    }

    private static List<Map<String, Object>> observables(Finding finding) {
        Map<String, Set<String>> columns = columns(finding);
        Map<Observable, Set<String>> observables = new LinkedHashMap<>();
        for (Object entry : finding.list("observables")) {
            if (entry instanceof Map<?, ?> observable && observables.size() < MOST_OBSERVABLES) {
                String value = Objects.toString(observable.get("value"), "");
                String data = OneLine.of(value, LONGEST_OBSERVABLE);
                if (!data.isBlank()) {
                    String type = DATA_TYPES.getOrDefault(String.valueOf(observable.get("type_id")), OTHER);
                    observables
                            .computeIfAbsent(new Observable(type, data), key -> new LinkedHashSet<>())
                            .addAll(columns.getOrDefault(value, Set.of()));
                }
            }
        }
        List<Map<String, Object>> documents = new ArrayList<>();
        observables.forEach((observable, tags) -> documents.add(
                Map.of("dataType", observable.dataType(), "data", observable.data(), "tags", List.copyOf(tags))));
        return documents;
    }

    /** The columns of the row that have a value, by it. */
    private static Map<String, Set<String>> columns(Finding finding) {
        Map<String, Set<String>> columns = new HashMap<>();
        finding.object("unmapped", "search_result").forEach((column, value) -> {
            List<?> values = value instanceof List<?> several ? several : List.of(value);
            String name = OneLine.of(String.valueOf(column), LONGEST_TAG);
            values.forEach(each -> columns.computeIfAbsent(String.valueOf(each), key -> new LinkedHashSet<>())
                    .add(name));
        });
        return columns;
    }

    @Override
    public boolean has(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        if (ticket.revision() != Ticket.UNKNOWN) {
            return true;
        }
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
            if (hasMarker(comment.path("message"), marker)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasMarker(JsonNode text, String marker) {
        return text.asText().lines().anyMatch(marker::equals);
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
