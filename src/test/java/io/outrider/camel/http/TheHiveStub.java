package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.outrider.camel.http.RuledServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * TheHive 5 by its own client TheHive4py 2 ({@code types/alert.py}, {@code endpoints/alert.py}, {@code endpoints/comment.py}) and its
 * issues 1094, 1514 and 1963: type, source, sourceRef, title and description are required; the first three are unique together, a
 * duplicate is a 400 with "already exist", in the words of TheHive 4's source; so are two observables of the same data. Procedures have
 * their pattern, tactic and date ({@code types/procedure.py}).
 */
final class TheHiveStub implements RuledServer.Rules {

    final List<JsonNode> alerts = new ArrayList<>();
    final List<String> comments = new ArrayList<>();
    final List<String> statuses = new ArrayList<>();

    /** How many times more alerts are not found yet. */
    int blindFor;

    /** Why no alert is made; nothing if one is. */
    String refusal = "";

    /** Techniques that the instance has; any, if empty. */
    Set<String> patterns = Set.of();

    private final String token;

    TheHiveStub(String token) {
        this.token = token;
    }

    @Override
    public synchronized ResponseDefinitionBuilder answer(Request request) {
        if (!("Bearer " + token).equals(request.getHeader("Authorization"))) {
            return error(401, "AuthenticationError", "Authentication failure");
        }
        String call = request.getMethod() + " " + URI.create(request.getUrl()).getPath();
        JsonNode body = RuledServer.body(request);
        return switch (call) {
            case "POST /api/v1/query" -> query(body.get("query"));
            case "POST /api/v1/alert" -> create(body);
            case "PATCH /api/v1/alert/~0" -> {
                statuses.add(body.get("status").asText());
                yield aResponse().withStatus(204);
            }
            case "POST /api/v1/alert/~0/comment" -> {
                comments.add(body.get("message").asText());
                yield json(201, Map.of("_id", "~9", "message", body.get("message")));
            }
            default -> error(404, "NotFoundError", "Not found");
        };
    }

    private static ResponseDefinitionBuilder error(int status, String type, String message) {
        return json(status, Map.of("type", type, "message", message));
    }

    private ResponseDefinitionBuilder query(JsonNode steps) {
        if (steps.at("/0/_name").asText().equals("getAlert")) {
            List<Object> newest = new ArrayList<>();
            for (int i = comments.size() - 1; i >= 0; i--) {
                newest.add(Map.of("_id", "~9", "message", comments.get(i)));
            }
            return json(200, newest);
        }
        if (blindFor > 0) {
            blindFor--;
            return json(200, List.of());
        }
        return json(
                200,
                alerts.stream()
                        .filter(alert -> StreamSupport.stream(
                                        steps.at("/1/_and").spliterator(), false)
                                .allMatch(condition -> alert.get(
                                                condition.get("_field").asText())
                                        .equals(condition.get("_value"))))
                        .map(alert -> Map.of(
                                "_id", "~" + alerts.indexOf(alert),
                                "sourceRef", alert.get("sourceRef"),
                                "description", alert.get("description")))
                        .toList());
    }

    private ResponseDefinitionBuilder create(JsonNode alert) {
        for (String field : List.of("type", "source", "sourceRef", "title", "description")) {
            if (alert.path(field).asText().isEmpty()) {
                return error(400, "BadRequest", "Invalid json: /" + field + ": error.path.missing");
            }
        }
        if (!refusal.isEmpty()) {
            return error(400, "CreateError", refusal);
        }
        Set<JsonNode> observables = new HashSet<>();
        for (JsonNode observable : alert.path("observables")) {
            if (!observables.add(observable.get("data"))) {
                return error(400, "CreateError", "Observable already exists");
            }
        }
        for (JsonNode procedure : alert.path("procedures")) {
            for (String field : List.of("patternId", "tactic", "occurDate")) {
                if (!procedure.hasNonNull(field)) {
                    return error(400, "BadRequest", "Invalid json: /procedures/" + field + ": error.path.missing");
                }
            }
            if (!patterns.isEmpty()
                    && !patterns.contains(procedure.get("patternId").asText())) {
                return error(404, "NotFoundError", "Pattern not found");
            }
        }
        for (JsonNode known : alerts) {
            if (List.of("type", "source", "sourceRef").stream()
                    .allMatch(f -> known.get(f).equals(alert.get(f)))) {
                return error(
                        400,
                        "CreateError",
                        "Alert detection:Outrider:" + alert.get("sourceRef").asText()
                                + " already exist in organisation");
            }
        }
        alerts.add(alert);
        return json(201, Map.of("_id", "~" + (alerts.size() - 1), "sourceRef", alert.get("sourceRef")));
    }
}
