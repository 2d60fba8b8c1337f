package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Elasticsearch and OpenSearch: in an index one document for each alert, which has its last revision; in a data stream one for each
 * revision, for those take new documents only.
 *
 * <p>Read for this: elastic.co, API reference, "Create a new document in the index", "Create or update a document in an index"
 * (versioning; what data streams take) and "Get a document by its ID"; OpenSearch's index API has the same calls.
 *
 * <p>The first revision is created ({@code _create}), which is answered with 409 if there is one; a later one replaces the document if
 * its version is higher ({@code version_type=external}, the revision and one): so a delivery that comes late or twice changes nothing,
 * whatever the order. Anybody who edits a document raises its version too. A 409 to a later revision is therefore looked into: if the
 * document has an older revision, it is replaced under its own sequence number; if it was deleted, it is made again.
 */
final class Elasticsearch implements Target {

    private static final int CONFLICT = 409;
    private static final int TOO_LARGE = 413;
    private static final int NOT_FOUND = 404;

    // Elasticsearch's rules for names of indexes, and what an alias or data stream may be called beside them.
    private static final Pattern INDEX = Pattern.compile("[a-z0-9.][a-z0-9._-]{0,253}");

    private final SinkSettings sink;
    private final ServiceUrl service;
    private final Map<String, String> headers;
    private final String index;
    private final boolean dataStream;

    /**
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code index}, {@code apiKey}, {@code username}, {@code
     *     password}, {@code dataStream}
     */
    Elasticsearch(SinkSettings sink) {
        this.sink = sink;
        service = ServiceUrl.of(sink);
        index = sink.read("index", Elasticsearch::index);
        dataStream = sink.oneOf("dataStream", List.of("true", "false"), "false").equals("true");
        Map<String, String> all = new HashMap<>();
        all.put("content-type", "application/json");
        authorization(sink, all);
        headers = Map.copyOf(all);
    }

    private static String index(String text) {
        if (!INDEX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "expected small letters, digits, ., - and _ as the name of an index, but found '" + text + "'");
        }
        return text;
    }

    private static void authorization(SinkSettings sink, Map<String, String> headers) {
        sink.optional("apiKey").ifPresent(key -> headers.put("Authorization", "ApiKey " + key));
        sink.optional("username").ifPresent(user -> {
            if (headers.containsKey("Authorization")) {
                throw new IllegalArgumentException(
                        "username: expected apiKey or username and password, but found both");
            }
            String both = user + ':' + sink.required("password");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        });
    }

    @Override
    public void deliver(Finding finding, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        byte[] document = delivery.json(EcsDocument.of(finding));
        if (dataStream) {
            create(finding.idempotencyKey(), document, delivery);
        } else if (finding.revision() == 0) {
            create(finding.id(), document, delivery);
        } else {
            revise(finding, document, delivery);
        }
    }

    private boolean create(String id, byte[] document, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        return write('/' + index + "/_create/" + id, document, delivery);
    }

    private void revise(Finding finding, byte[] document, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        String path = '/' + index + "/_doc/" + finding.id();
        String version = Long.toString(finding.revision() + 1);
        if (write(path, document, delivery, "version", version, "version_type", "external")) {
            return;
        }
        JsonNode there = there(path, delivery);
        boolean written;
        if (!there.path("found").asBoolean()) {
            // Deleted, which raises the version too; the cluster remembers it for a minute (index.gc_deletes).
            written = create(finding.id(), document, delivery);
        } else {
            long revision = there.at("/_source/outrider/revision").asLong(-1);
            String sequence = there.path("_seq_no").asText();
            String term = there.path("_primary_term").asText();
            written = revision >= finding.revision()
                    || write(path, document, delivery, "if_seq_no", sequence, "if_primary_term", term);
        }
        if (!written) {
            delivery.fail("the document was edited at the same time");
        }
    }

    /** @return the answer, whose {@code found} says whether there is a document */
    private JsonNode there(String path, Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = delivery.call(
                new HttpCall("GET", service.at(path, "_source_includes", "outrider.revision"), headers, new byte[0]));
        if (answer.status() != NOT_FOUND && !answer.isSuccess()) {
            delivery.end(answer);
        }
        JsonNode document = delivery.read(answer);
        if (!document.path("found").isBoolean()) {
            delivery.fail("expected a document, or that there is none, but found " + delivery.inOneLine(answer));
        }
        return document;
    }

    /** @return whether it was written; if not, there is one already, or a newer one */
    private boolean write(String path, byte[] document, Delivery delivery, String... query)
            throws FailedDeliveryException, RefusedDeliveryException {
        Answer answer = delivery.call(new HttpCall("PUT", service.at(path, query), headers, document));
        if (answer.status() == CONFLICT) {
            return false;
        }
        if (answer.status() == TOO_LARGE) {
            delivery.refuse("answered " + delivery.inOneLine(answer));
        }
        if (!answer.isSuccess()) {
            delivery.end(answer);
        }
        String id = delivery.read(answer).path("_id").asText();
        if (id.isEmpty() || !path.endsWith('/' + id)) {
            delivery.fail("expected the document's _id, but found " + delivery.inOneLine(answer));
        }
        return true;
    }
}
