package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tickets of Request Tracker 5, over REST 2.0 ({@code /REST/2.0}). The alert's id is the value of a custom field that the operator adds
 * to the queue; later revisions are comments, which requestors do not see.
 *
 * <p>A comment's subject names its revision, and is looked for before the comment is made.
 *
 * <p>As run on RT 5.0.3 ({@code docs.bestpractical.com/rt/5.0.3/RT/REST2.html}): a ticket in a queue without the field is opened all the
 * same, and the value dropped without a word, as it is where the user may not set it. So the queue is asked for its fields before, and
 * the ticket looked for afterwards; else each revision would open one more.
 */
final class RequestTracker implements TicketSystem {

    private static final Set<String> OURS = Set.of("Queue", "Subject", "Content", "ContentType", "Priority");
    // RT 5's own words: Low is 0, Medium 50, High 100.
    private static final String PRIORITIES = "informational=0, low=0, medium=50, high=100, critical=100";
    // The column's.
    private static final int LONGEST_TITLE = 200;
    // What is read at one look; RT would take more.
    private static final int MOST_FACTS = 16_000;

    private final RestApi api;
    private final String queue;
    private final String field;
    private final SeverityScale priorities;
    private final MoreFields fields;
    private final Optional<String> closeStatus;

    /**
     * Of a sink.
     *
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code token}, {@code queue}, {@code customField}, {@code
     *     priorities}, {@code fields}, {@code closeStatus}
     */
    RequestTracker(SinkSettings sink) {
        api = new RestApi(
                sink.url(), Map.of("authorization", sink.read("token", token -> Authorization.token("token", token))));
        queue = sink.required("queue");
        field = sink.readOr("customField", "AlertID", RequestTracker::field);
        priorities = sink.readOr("priorities", PRIORITIES, SeverityScale::of);
        fields = MoreFields.of(sink, "fields", OURS);
        closeStatus = sink.optional("closeStatus");
    }

    // It stands in queries.
    private static String field(String name) {
        if (!name.matches("[0-9A-Za-z][0-9A-Za-z _-]{0,99}")) {
            throw new IllegalArgumentException(
                    "expected a custom field's name of letters, digits, blank, - and _, but found '" + name + "'");
        }
        return name;
    }

    @Override
    public Optional<Ticket> find(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        String query = "'CF.{" + field + "}' = '" + finding.id() + "'";
        HttpCall call =
                api.get("/REST/2.0/tickets", Map.of("query", query, "orderby", "id", "order", "ASC", "per_page", "1"));
        Reply reply = Reply.to(call, delivery);
        return reply.list("/items").isEmpty()
                ? Optional.empty()
                : Optional.of(new Ticket(reply.text("/items/0/id"), Ticket.UNKNOWN));
    }

    @Override
    public Optional<Ticket> open(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        expectField(delivery);
        TicketText text = TicketText.of(finding, MOST_FACTS);
        Map<String, Object> ticket = new LinkedHashMap<>(fields.values());
        ticket.put("Queue", queue);
        ticket.put("Subject", text.title(LONGEST_TITLE));
        ticket.put("Content", text.plain());
        ticket.put("ContentType", "text/plain");
        ticket.put("Priority", priorities.of(finding));
        ticket.put("CustomFields", customFields(finding));
        String id = Reply.to(api.send("POST", "/REST/2.0/ticket", delivery.json(ticket)), delivery)
                .text("/id");
        if (find(finding, delivery).isEmpty()) {
            delivery.refuse("expected ticket " + id + ", which was opened, by its custom field " + field
                    + ", but found none: grant the sink's user SeeCustomField, ModifyCustomField and ShowTicket");
        }
        return Optional.empty();
    }

    private Map<String, Object> customFields(Finding finding) {
        Map<String, Object> values = new LinkedHashMap<>();
        JsonNode more = fields.values().get("CustomFields");
        if (more != null) {
            more.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        }
        values.put(field, finding.id());
        return values;
    }

    private void expectField(Delivery delivery) throws FailedDeliveryException, RefusedDeliveryException {
        Reply reply = Reply.to(api.get("/REST/2.0/queue/" + RestApi.encoded(queue), Map.of()), delivery);
        for (JsonNode known : reply.list("/TicketCustomFields")) {
            if (known.path("name").asText().equals(field)) {
                return;
            }
        }
        delivery.refuse("expected a custom field " + field + " of tickets in the queue " + queue
                + ", but found none: create it (Enter one value), apply it to the queue, and grant the sink's user"
                + " SeeCustomField and ModifyCustomField");
    }

    @Override
    public boolean has(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        String query = "TicketId = " + number(ticket, delivery) + " AND Subject = '" + TicketText.marker(finding) + "'";
        HttpCall call = api.get("/REST/2.0/transactions", Map.of("query", query, "per_page", "1"));
        return !Reply.to(call, delivery).list("/items").isEmpty();
    }

    // It came from outside, and stands in a query.
    private static String number(Ticket ticket, Delivery delivery) throws FailedDeliveryException {
        if (!ticket.id().matches("[0-9]{1,18}")) {
            delivery.fail("expected the number of a ticket, but found " + OneLine.of(ticket.id(), 100));
        }
        return ticket.id();
    }

    @Override
    public void add(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        TicketText text = TicketText.of(finding, MOST_FACTS);
        Map<String, Object> comment = new LinkedHashMap<>();
        comment.put("Subject", text.marker());
        comment.put("Content", text.title() + "\n\n" + text.plain());
        comment.put("ContentType", "text/plain");
        if (finding.activity() == Finding.Activity.CLOSE) {
            closeStatus.ifPresent(status -> comment.put("Status", status));
        }
        delivery.done(
                api.send("POST", "/REST/2.0/ticket/" + number(ticket, delivery) + "/comment", delivery.json(comment)));
    }
}
