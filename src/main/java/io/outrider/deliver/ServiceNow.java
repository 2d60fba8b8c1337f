package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Incidents of ServiceNow, over its Table API ({@code /api/now/table}). The alert's id is the record's {@code correlation_id}; later
 * revisions are work notes.
 *
 * <p>The last revision that a record has stands in {@code correlation_display}, written by the same PATCH as its work note: a revision
 * that is delivered again adds nothing.
 *
 * <p>Checked against ServiceNow's pages "Table API", "Table API FAQs" (KB0534905) and those on {@code
 * glide.invalid_query.returns_no_rows}: a condition on a field that a table does not have is dropped from a query, which then finds any
 * record, and fields that a user may not write are left out without a word. So what was found, and what was made, is asked for its {@code correlation_id}.
 */
final class ServiceNow implements TicketSystem {

    private static final Set<String> OURS =
            Set.of("short_description", "description", "correlation_id", "correlation_display", "work_notes");
    // Priority 1 to 5 by the platform's own table of impact and urgency.
    private static final String IMPACTS = "informational=3, low=3, medium=2, high=2, critical=1";
    private static final String URGENCIES = "informational=3, low=2, medium=2, high=1, critical=1";
    private static final String CATEGORY = "security";
    // Lengths of the columns as the platform has them; what is longer is cut there without a word.
    private static final int LONGEST_TITLE = 160;
    private static final int LONGEST_DESCRIPTION = 4000;
    // Less the message, the marker and the lines between.
    private static final int MOST_FACTS = 2600;
    private static final Pattern REVISION = Pattern.compile("Outrider, revision ([0-9]{1,18})");
    // In journals it encloses HTML.
    private static final Pattern CODE = Pattern.compile("\\[(/?)(code)\\]", Pattern.CASE_INSENSITIVE);

    private final RestApi api;
    private final String path;
    private final SeverityScale impacts;
    private final SeverityScale urgencies;
    private final MoreFields fields;
    private final MoreFields closeFields;

    /**
     * Of a sink.
     *
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code token} or {@code user} and {@code password}, {@code
     *     table}, {@code impacts}, {@code urgencies}, {@code fields}, {@code closeFields}
     */
    ServiceNow(SinkSettings sink) {
        api = new RestApi(sink.url(), Map.of("authorization", authorization(sink)));
        path = "/api/now/table/" + sink.readOr("table", "incident", ServiceNow::table);
        impacts = sink.readOr("impacts", IMPACTS, SeverityScale::of);
        urgencies = sink.readOr("urgencies", URGENCIES, SeverityScale::of);
        fields = MoreFields.of(sink, "fields", OURS);
        closeFields = MoreFields.of(sink, "closeFields", OURS);
    }

    private static String authorization(SinkSettings sink) {
        if (sink.optional("token").isPresent()) {
            return sink.read("token", token -> Authorization.token("Bearer", token));
        }
        String password = sink.required("password");
        return sink.read("user", user -> Authorization.basic(user, password));
    }

    private static String table(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,79}")) {
            throw new IllegalArgumentException(
                    "expected a table's name, as incident or sn_si_incident, but found '" + name + "'");
        }
        return name;
    }

    @Override
    public Optional<Ticket> find(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        HttpCall call = api.get(
                path,
                Map.of(
                        "sysparm_query",
                        "correlation_id=" + finding.id() + "^ORDERBYsys_created_on",
                        "sysparm_fields",
                        "sys_id,correlation_id,correlation_display",
                        "sysparm_limit",
                        "1"));
        Reply reply = Reply.to(call, delivery);
        if (reply.list("/result").isEmpty()) {
            return Optional.empty();
        }
        if (!reply.document().at("/result/0/correlation_id").asText().equals(finding.id())) {
            delivery.refuse("expected the record of correlation_id " + finding.id() + ", but found " + reply.inOneLine()
                    + "; let the sink's user read correlation_id of the table");
        }
        return Optional.of(new Ticket(
                reply.text("/result/0/sys_id"), revision(reply.document().at("/result/0/correlation_display"))));
    }

    private static long revision(JsonNode display) {
        Matcher matcher = REVISION.matcher(display.asText());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : Ticket.UNKNOWN;
    }

    private static String display(Finding finding) {
        return "Outrider, revision " + finding.revision();
    }

    @Override
    public Optional<Ticket> open(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        TicketText text = TicketText.of(finding, MOST_FACTS);
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("impact", impacts.of(finding));
        record.put("urgency", urgencies.of(finding));
        record.put("category", CATEGORY);
        record.putAll(fields.values());
        record.put("short_description", text.title(LONGEST_TITLE));
        record.put("description", OneLine.cut(plain(text), LONGEST_DESCRIPTION));
        record.put("correlation_id", finding.id());
        record.put("correlation_display", display(finding));
        HttpCall call =
                api.send("POST", path, Map.of("sysparm_fields", "sys_id,number,correlation_id"), delivery.json(record));
        Reply reply = Reply.to(call, delivery);
        reply.text("/result/sys_id");
        if (!reply.document().at("/result/correlation_id").asText().equals(finding.id())) {
            delivery.refuse("expected a record with correlation_id " + finding.id() + ", but found " + reply.inOneLine()
                    + "; let the sink's user write and read correlation_id of the table");
        }
        return Optional.empty();
    }

    @Override
    public void add(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        TicketText text = TicketText.of(finding, MOST_FACTS);
        Map<String, Object> record = new HashMap<>();
        if (finding.activity() == Finding.Activity.CLOSE) {
            record.putAll(closeFields.values());
        }
        record.put("work_notes", text.title() + '\n' + plain(text));
        record.put("correlation_display", display(finding));
        HttpCall call = api.send(
                "PATCH",
                path + '/' + RestApi.encoded(ticket.id()),
                Map.of("sysparm_fields", "sys_id"),
                delivery.json(record));
        Reply.to(call, delivery).text("/result/sys_id");
    }

    private static String plain(TicketText text) {
        return CODE.matcher(text.plain()).replaceAll("[$1 $2]");
    }
}
