package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.outrider.camel.http.RuledServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import io.outrider.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jira by Atlassian's pages: "The Jira Cloud platform REST API v3" ({@code Issues}, {@code Issue search}, {@code Issue comments}), the
 * schema of Atlassian Document Format, and for Data Center "Updating an Issue via the JIRA REST APIs". A search of Cloud is at {@code
 * search/jql}, and the one of old is gone (410); it gives no field that is not named. Field errors are a 400 with {@code errors}; labels
 * have no blanks; texts end at 32767 characters.
 *
 * <p>"Search After Write with Search And Reconcile": a search of Cloud shows issues as they were a while ago, those made since not at all,
 * but for the ones in {@code reconcileIssues} (numbers, 50 at most).
 */
final class JiraStub implements RuledServer.Rules {

    private static final Pattern JQL = Pattern.compile("labels = \"([^\"\\s]+)\" ORDER BY created ASC");
    private static final int LONGEST_TEXT = 32_767;

    /** Fields of the issues, as they were sent; beside them the comments of each. */
    final List<ObjectNode> issues = new ArrayList<>();

    final Map<Integer, List<JsonNode>> comments = new HashMap<>();
    final List<String> transitions = new ArrayList<>();

    /** Of transitions that the workflow has now. */
    Set<String> possible = Set.of("31");

    /** How far a search is behind, by this clock; Data Center's is not. */
    Duration lag = Duration.ZERO;

    final SettableClock clock = new SettableClock(Instant.parse("2025-01-01T00:00:00Z"));

    /** Whether issues are made without an answer. */
    boolean losesAnswers;

    /** Fields that are not on the project's screen. */
    Set<String> offScreen = Set.of();

    /** Labels of an issue since then. */
    private record Version(Instant since, int number, JsonNode labels) {}

    private final List<Version> versions = new ArrayList<>();
    private final boolean cloud;
    private final String authorization;

    JiraStub(boolean cloud, String authorization) {
        this.cloud = cloud;
        this.authorization = authorization;
    }

    @Override
    public synchronized ResponseDefinitionBuilder answer(Request request) {
        if (!authorization.equals(request.getHeader("Authorization"))) {
            return errors(401, "Client must be authenticated to access this resource.", Map.of());
        }
        String base = cloud ? "/rest/api/3" : "/rest/api/2";
        String path = URI.create(request.getUrl()).getPath();
        String call = request.getMethod() + " " + (path.startsWith(base) ? path.substring(base.length()) : path);
        if (cloud && call.equals("POST /search")) {
            return errors(410, "The requested API has been removed.", Map.of());
        }
        if (call.equals(cloud ? "POST /search/jql" : "POST /search")) {
            return search(RuledServer.body(request));
        }
        if (call.equals("POST /issue")) {
            return create((ObjectNode) RuledServer.body(request).get("fields"));
        }
        Matcher issue =
                Pattern.compile("(PUT|POST) /issue/1000([0-9])(/transitions)?").matcher(call);
        if (!issue.matches() || Integer.parseInt(issue.group(2)) >= issues.size()) {
            return errors(404, "Issue does not exist or you do not have permission to see it.", Map.of());
        }
        int number = Integer.parseInt(issue.group(2));
        return issue.group(3) != null
                ? transition(RuledServer.body(request).at("/transition/id").asText())
                : edit(number, RuledServer.body(request).get("update"));
    }

    private static ResponseDefinitionBuilder errors(int status, String message, Map<String, String> fields) {
        return json(
                status, Map.of("errorMessages", message.isEmpty() ? List.of() : List.of(message), "errors", fields));
    }

    private ResponseDefinitionBuilder search(JsonNode body) {
        Matcher jql = JQL.matcher(body.get("jql").asText());
        if (!jql.matches()) {
            return errors(400, "Error in the JQL Query.", Map.of());
        }
        JsonNode reconciled = body.path("reconcileIssues");
        if (reconciled.size() > 50 || !cloud && !reconciled.isMissingNode()) {
            return errors(400, "reconcileIssues", Map.of());
        }
        List<Object> found = new ArrayList<>();
        for (int i = 0;
                i < issues.size() && found.size() < body.get("maxResults").asInt();
                i++) {
            JsonNode labels = labels(i, reconciled);
            if (labels.toString().contains("\"" + jql.group(1) + "\"")) {
                Map<String, Object> issue = new LinkedHashMap<>(Map.of("id", "1000" + i));
                if (body.path("fields").toString().contains("\"labels\"")) {
                    issue.put("fields", Map.of("labels", labels));
                }
                found.add(issue);
            }
        }
        return json(200, Map.of("issues", found));
    }

    private JsonNode labels(int number, JsonNode reconciled) {
        for (JsonNode id : reconciled) {
            if (id.isIntegralNumber() && id.asText().equals("1000" + number)) {
                return issues.get(number).get("labels");
            }
        }
        Instant shown = clock.instant().minus(cloud ? lag : Duration.ZERO);
        JsonNode labels = MissingNode.getInstance();
        for (Version version : versions) {
            if (version.number() == number && !version.since().isAfter(shown)) {
                labels = version.labels();
            }
        }
        return labels;
    }

    private ResponseDefinitionBuilder create(ObjectNode fields) {
        Map<String, String> wrong = new LinkedHashMap<>();
        fields.fieldNames().forEachRemaining(field -> {
            if (offScreen.contains(field)) {
                wrong.put(
                        field, "Field '" + field + "' cannot be set. It is not on the appropriate screen, or unknown.");
            }
        });
        if (!fields.at("/project/key").asText().equals("SOC")) {
            wrong.put("project", "valid project is required");
        }
        if (fields.path("summary").asText().isBlank()
                || fields.path("summary").asText().length() > 255) {
            wrong.put("summary", "Summary must be less than 255 characters.");
        }
        for (JsonNode label : fields.path("labels")) {
            if (label.asText().contains(" ") || label.asText().length() > 255) {
                wrong.put("labels", "The label '" + label.asText() + "' contains spaces which is invalid.");
            }
        }
        if (!isText(fields.path("description"))) {
            wrong.put(
                    "description", "Operation value must be an Atlassian Document (see the Atlassian Document Format)");
        }
        if (!wrong.isEmpty()) {
            return errors(400, "", wrong);
        }
        issues.add(fields);
        versions.add(new Version(
                clock.instant(), issues.size() - 1, fields.get("labels").deepCopy()));
        if (losesAnswers) {
            return aResponse().withStatus(502);
        }
        return json(201, Map.of("id", "1000" + (issues.size() - 1), "key", "SOC-" + issues.size(), "self", "x"));
    }

    private boolean isText(JsonNode text) {
        if (!cloud) {
            return text.isTextual() && text.asText().length() <= LONGEST_TEXT;
        }
        return text.path("type").asText().equals("doc")
                && text.path("version").asInt() == 1
                && text.toString().length() <= LONGEST_TEXT
                && text.findValues("text").stream()
                        .noneMatch(value -> value.asText().isEmpty());
    }

    private ResponseDefinitionBuilder edit(int number, JsonNode update) {
        JsonNode comment = update.at("/comment/0/add/body");
        if (!isText(comment)) {
            return errors(400, "", Map.of("comment", "Comment body is not valid!"));
        }
        ArrayNode labels = (ArrayNode) issues.get(number).get("labels");
        for (JsonNode change : update.get("labels")) {
            if (change.has("add")) {
                labels.add(change.get("add"));
            }
            for (int i = labels.size() - 1; i >= 0; i--) {
                if (labels.get(i).equals(change.get("remove"))) {
                    labels.remove(i);
                }
            }
        }
        versions.add(new Version(clock.instant(), number, labels.deepCopy()));
        comments.computeIfAbsent(number, key -> new ArrayList<>()).add(comment);
        return aResponse().withStatus(204);
    }

    private ResponseDefinitionBuilder transition(String id) {
        if (!possible.contains(id)) {
            return errors(400, "It seems that you have tried to perform an illegal workflow operation.", Map.of());
        }
        transitions.add(id);
        return aResponse().withStatus(204);
    }
}
