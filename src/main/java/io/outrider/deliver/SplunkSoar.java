package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Splunk SOAR: an alert is a container, each of its revisions an artifact in it.
 *
 * <p>Read for this: help.splunk.com, Splunk SOAR REST API Reference, "REST Containers", "REST Artifacts", "Query for Data". A container
 * whose {@code source_data_identifier} is there already is answered with {@code failed} and {@code existing_container_id}; with which
 * status is said nowhere, and Splunk's own client (repository {@code splunk-soar-connectors/phantom}) looks at the body before the
 * status, as is done here. Artifacts are looked up before they are added: that the server turns a second one away is not documented.
 */
final class SplunkSoar implements Target {

    private static final int MOST_NAME = 200;
    private static final int MOST_TEXT = 1000;
    // An answer to a look-up may hold it, and is read up to Answer.MOST_TEXT.
    private static final int MOST_DATA = 40_000;
    private static final int ESCAPED = 6;
    private static final List<String> SENSITIVITIES = List.of("white", "green", "amber", "red");
    private static final List<String> TRUTHS = List.of("true", "false");

    private final SinkSettings sink;
    private final ServiceUrl service;
    private final Map<String, String> headers;
    private final String label;
    private final String sensitivity;
    private final boolean automation;
    private final Optional<String> closeStatus;

    /**
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code token}, {@code sensitivity}, {@code runAutomation}
     */
    SplunkSoar(SinkSettings sink) {
        this.sink = sink;
        service = ServiceUrl.of(sink);
        headers = Map.of("ph-auth-token", sink.required("token"), "content-type", "application/json");
        label = sink.optional("label").orElse("events");
        sensitivity = sink.oneOf("sensitivity", SENSITIVITIES, "amber");
        automation = sink.oneOf("runAutomation", TRUTHS, "true").equals("true");
        closeStatus = sink.optional("closeStatus");
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        OptionalLong known = finding.activity() == Finding.Activity.CREATE
                // The server itself says whether it has one, and most often it has none.
                ? OptionalLong.empty()
                : find("/rest/container", finding.id(), delivery);
        long container = known.isPresent() ? known.getAsLong() : create(finding, delivery);
        if (known.isPresent()) {
            addArtifact(finding, container, delivery);
        }
        if (finding.activity() == Finding.Activity.CLOSE && closeStatus.isPresent()) {
            succeed(
                    post(service.at("/rest/container/" + container), Map.of("status", closeStatus.get()), delivery),
                    delivery);
        }
    }

    private OptionalLong find(String path, String identifier, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        // Texts stand in quotes there; an identifier consists of letters, digits, - and _.
        URI url = service.at(
                path,
                "_filter_source_data_identifier",
                '"' + identifier + '"',
                "sort",
                "id",
                "order",
                "asc",
                "page_size",
                "1");
        JsonNode found = delivery.read(delivery.accepted(new HttpCall("GET", url, headers, new byte[0])));
        if (!found.path("data").isArray()) {
            throw new FailedDeliveryException(
                    sink.where() + " was asked for " + path + ": expected a list in data, but found none");
        }
        JsonNode id = found.path("data").path(0).path("id");
        return id.canConvertToLong() && id.isNumber() ? OptionalLong.of(id.asLong()) : OptionalLong.empty();
    }

    private long create(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = post(service.at("/rest/container"), container(finding, delivery), delivery);
        JsonNode existing = delivery.read(answer).path("existing_container_id");
        if (existing.isNumber()) {
            addArtifact(finding, existing.asLong(), delivery);
            return existing.asLong();
        }
        JsonNode id = succeed(answer, delivery).path("id");
        if (!id.isNumber()) {
            throw new FailedDeliveryException(sink.where() + " made a container: expected its id, but found none");
        }
        return id.asLong();
    }

    private void addArtifact(Finding finding, long container, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        if (find("/rest/artifact", finding.idempotencyKey(), delivery).isPresent()) {
            return;
        }
        Map<String, Object> artifact = artifact(finding);
        artifact.put("container_id", container);
        artifact.put("run_automation", automation);
        Answer answer = post(service.at("/rest/artifact"), artifact, delivery);
        if (!delivery.read(answer).path("existing_artifact_id").isNumber()) {
            succeed(answer, delivery);
        }
    }

    private Answer post(URI url, Object body, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        return delivery.call(new HttpCall("POST", url, headers, delivery.json(body)));
    }

    private JsonNode succeed(Answer answer, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        if (!answer.isSuccess()) {
            delivery.end(answer);
        }
        JsonNode document = delivery.read(answer);
        if (document.path("failed").asBoolean()) {
            delivery.refuse(delivery.inOneLine(answer));
        }
        if (!document.path("success").asBoolean() && !document.path("id").isNumber()) {
            delivery.fail("expected success or an id, but found " + delivery.inOneLine(answer));
        }
        return document;
    }

    // One call for both: the server then runs playbooks once all of it is there, and asks that run_automation is left
    // out.
    private Map<String, Object> container(Finding finding, Delivery delivery) {
        Map<String, Object> artifact = artifact(finding);
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("label", label);
        container.put("name", Excerpt.of(finding.title(), MOST_NAME));
        container.put("description", Excerpt.of(finding.message(), MOST_TEXT));
        container.put("severity", severity(finding));
        container.put("sensitivity", sensitivity);
        container.put("status", "new");
        container.put("source_data_identifier", finding.id());
        container.put(
                "start_time",
                finding.moment("start_time").orElse(finding.time()).toString());
        container.put("tags", AttackIds.of(finding));
        if (characters(delivery.json(finding.document())) <= MOST_DATA) {
            container.put("data", Map.of("ocsf", finding.document()));
        }
        if (!automation) {
            container.put("run_automation", false);
            artifact.put("run_automation", false);
        }
        container.put("artifacts", List.of(artifact));
        return container;
    }

    // Of JSON as a server may write it: others than those of ASCII as a backslash, u and four digits.
    private static int characters(byte[] json) {
        return new String(json, StandardCharsets.UTF_8)
                .chars()
                .map(sign -> sign < 128 ? 1 : ESCAPED)
                .sum();
    }

    private static Map<String, Object> artifact(Finding finding) {
        CimToSoar row = new CimToSoar(RowTexts.of(finding));
        Map<String, Object> cef = new LinkedHashMap<>(row.cef());
        cef.put("message", Excerpt.of(finding.message(), MOST_TEXT));
        cef.put("outriderAlertId", finding.id());
        cef.put("outriderRevision", finding.revision());
        cef.put("outriderActivity", finding.text("activity_name").orElse(""));
        Map<String, Object> artifact = new LinkedHashMap<>();
        artifact.put("name", Excerpt.of(finding.title(), MOST_NAME));
        artifact.put("label", "event");
        artifact.put("source_data_identifier", finding.idempotencyKey());
        artifact.put("severity", severity(finding));
        artifact.put(
                "start_time",
                finding.moment("start_time").orElse(finding.time()).toString());
        artifact.put("end_time", finding.time().toString());
        artifact.put("cef", cef);
        artifact.put("cef_types", row.contains());
        return artifact;
    }

    // The severities that every instance has; others are made by its administrator.
    private static String severity(Finding finding) {
        return switch (finding.severityId()) {
            case 4, 5 -> "high";
            case 3 -> "medium";
            default -> "low";
        };
    }
}
