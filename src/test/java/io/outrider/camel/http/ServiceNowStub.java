package io.outrider.camel.http;

import static io.outrider.camel.http.RuledServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * ServiceNow's Table API by its pages: "Table API" (developer.servicenow.com), "Table API FAQs" (support.servicenow.com, KB0534905),
 * "Inbound Web Services: Troubleshooting Guide" (KB0546297), and those on {@code glide.invalid_query.returns_no_rows}. A value of
 * {@code correlation_id} may be there twice; a condition on an unknown field is dropped; a field that may not be written is left out; a
 * mandatory one that is missing is a 403; texts are cut at their column's length.
 */
final class ServiceNowStub implements RuledServer.Rules {

    private static final Map<String, Integer> LENGTHS =
            Map.of("short_description", 160, "description", 4000, "correlation_id", 100, "correlation_display", 100);

    /** Records as they are, and the journal of each. */
    final List<Map<String, String>> records = new ArrayList<>();

    final Map<String, List<String>> workNotes = new HashMap<>();

    /** What the table has not, or the user may not write. */
    Set<String> missing = Set.of();

    Set<String> mandatory = Set.of();

    private final String authorization;

    ServiceNowStub(String authorization) {
        this.authorization = authorization;
    }

    @Override
    public synchronized ResponseDefinitionBuilder answer(Request request) {
        if (!authorization.equals(request.getHeader("Authorization"))) {
            return error(401, "User Not Authenticated", "Required to provide Auth information");
        }
        String[] path = URI.create(request.getUrl()).getPath().split("/");
        if (path.length < 5 || !Set.of("incident", "sn_si_incident").contains(path[4])) {
            return error(400, "Invalid table " + path[path.length - 1], null);
        }
        return switch (request.getMethod().toString()) {
            case "GET" -> json(200, Map.of("result", find(request)));
            case "POST" -> insert(request);
            case "PATCH" -> update(request, path[5]);
            default -> error(405, "Method not allowed", null);
        };
    }

    private static ResponseDefinitionBuilder error(int status, String message, String detail) {
        Map<String, Object> error = new HashMap<>();
        error.put("message", message);
        error.put("detail", detail);
        return json(status, Map.of("error", error, "status", "failure"));
    }

    private List<Map<String, String>> find(Request request) {
        Stream<Map<String, String>> found = records.stream();
        for (String condition : parameter(request, "sysparm_query").split("\\^")) {
            String[] parts = condition.split("=", 2);
            if (parts.length == 2 && !missing.contains(parts[0])) {
                found = found.filter(row -> parts[1].equals(row.get(parts[0])));
            }
        }
        return found.limit(Integer.parseInt(parameter(request, "sysparm_limit")))
                .map(row -> shown(request, row))
                .toList();
    }

    private static String parameter(Request request, String name) {
        return request.queryParameter(name).firstValue();
    }

    private static Map<String, String> shown(Request request, Map<String, String> row) {
        Map<String, String> shown = new LinkedHashMap<>();
        Arrays.stream(parameter(request, "sysparm_fields").split(","))
                .filter(row::containsKey)
                .forEach(field -> shown.put(field, row.get(field)));
        return shown;
    }

    private ResponseDefinitionBuilder insert(Request request) {
        JsonNode body = RuledServer.body(request);
        for (String field : mandatory) {
            if (body.path(field).asText().isEmpty()) {
                return error(
                        403,
                        "Operation Failed",
                        "Data Policy Exception:\nThe following fields are mandatory: " + field);
            }
        }
        Map<String, String> row = new HashMap<>();
        row.put("sys_id", String.format("%032x", records.size() + 1));
        row.put("number", "INC00" + (records.size() + 1));
        write(row, body);
        records.add(row);
        return json(201, Map.of("result", shown(request, row)));
    }

    private ResponseDefinitionBuilder update(Request request, String id) {
        for (Map<String, String> row : records) {
            if (row.get("sys_id").equals(id)) {
                write(row, RuledServer.body(request));
                return json(200, Map.of("result", shown(request, row)));
            }
        }
        return error(404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval");
    }

    private void write(Map<String, String> row, JsonNode body) {
        body.properties().forEach(field -> {
            String value = field.getValue().asText();
            if (field.getKey().equals("work_notes")) {
                workNotes
                        .computeIfAbsent(row.get("sys_id"), id -> new ArrayList<>())
                        .add(value);
            } else if (!missing.contains(field.getKey())) {
                int most = LENGTHS.getOrDefault(field.getKey(), 40);
                row.put(field.getKey(), value.substring(0, Math.min(most, value.length())));
            }
        });
    }

    List<String> notes() {
        return workNotes.getOrDefault(records.get(0).get("sys_id"), List.of());
    }
}
