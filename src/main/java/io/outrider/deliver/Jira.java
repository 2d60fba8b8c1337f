package io.outrider.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Issues of Jira: Cloud by REST API version 3, whose texts are Atlassian documents, Data Center by version 2, whose texts are wiki markup.
 * The issue has the label {@code alert-ID}; later revisions are comments.
 *
 * <p>The last revision that an issue has is a label too, changed by the same PUT as adds the comment: a revision that is delivered again
 * adds nothing.
 *
 * <p>Checked against Atlassian's pages "The Jira Cloud platform REST API v3: Issue search, Issues", "Updating an Issue via the JIRA REST
 * APIs" and "JIRA REST API Example - Add Comment" (Data Center). Cloud's search gives no field that is not named.
 *
 * <p>"Search After Write with Search And Reconcile" (Cloud): a search may not show for seconds to minutes what was made or changed, but
 * for the issues that it is given in {@code reconcileIssues}. So it is asked again for what it found, whose labels may be old ones; it is
 * given the issue that this sink opened; and where it finds none, see {@link SearchLag}.
 */
final class Jira implements TicketSystem {

    private static final Set<String> OURS = Set.of("project", "issuetype", "summary", "description", "labels");
    // The field's.
    private static final int LONGEST_TITLE = 255;
    // Texts end at 32767 characters (jira.text.field.character.limit). In a document of Cloud's a quote or a backslash
    // is two.
    static final int MOST_FACTS = 14_000;
    // Most changes show within seconds, says the page on reconciliation.
    private static final String SEARCH_DELAY = "60000";
    private static final String NO_DELAY = "0";
    private static final Pattern REVISION = Pattern.compile("outrider-revision-([0-9]{1,18})");
    private static final Set<Integer> NOT_POSSIBLE = Set.of(400, 404, 409);

    private final RestApi api;
    private final boolean cloud;
    private final String path;
    private final String project;
    private final String issueType;
    private final Optional<SeverityScale> priorities;
    private final MoreFields fields;
    private final Optional<String> closeTransition;
    private final SearchLag lag;

    /**
     * Of a sink.
     *
     * @throws IllegalArgumentException if a property is wrong: {@code url}, {@code deployment}, {@code token}, for Cloud {@code email},
     *     {@code project}, {@code issueType}, {@code priorities}, {@code fields}, {@code closeTransition}, {@code searchDelay}
     */
    Jira(SinkSettings sink) {
        cloud = sink.oneOf("deployment", Set.of("cloud", "data-center"), "cloud")
                .equals("cloud");
        api = new RestApi(sink.url(), Map.of("authorization", authorization(sink)));
        path = cloud ? "/rest/api/3" : "/rest/api/2";
        project = sink.required("project");
        issueType = sink.optional("issueType").orElse("Task");
        priorities = sink.optional("priorities").map(text -> sink.read("priorities", SeverityScale::of));
        fields = MoreFields.of(sink, "fields", OURS);
        closeTransition = sink.optional("closeTransition").map(id -> sink.read("closeTransition", Jira::transition));
        lag = new SearchLag(sink.readOr("searchDelay", cloud ? SEARCH_DELAY : NO_DELAY, Jira::delay));
    }

    private String authorization(SinkSettings sink) {
        if (!cloud) {
            return sink.read("token", token -> Authorization.token("Bearer", token));
        }
        String token = sink.required("token");
        return sink.read("email", email -> Authorization.basic(email, token));
    }

    private static String transition(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("expected the number of a transition, but found '" + id + "'");
        }
        return id;
    }

    private static Duration delay(String milliseconds) {
        if (!milliseconds.matches("[0-9]{1,7}")) {
            throw new IllegalArgumentException("expected milliseconds, but found '" + milliseconds + "'");
        }
        return Duration.ofMillis(Integer.parseInt(milliseconds));
    }

    @Override
    public Optional<Ticket> find(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Optional<String> opened = cloud ? lag.ticket(finding) : Optional.empty();
        Optional<Ticket> found = search(finding, opened, delivery);
        if (found.isEmpty()) {
            if (opened.isPresent()) {
                // Deleted, or without its label.
                lag.forget(finding);
            }
            lag.believe(finding, delivery);
            return found;
        }
        boolean old = cloud && !found.map(Ticket::id).equals(opened);
        return old && finding.activity() != Finding.Activity.CREATE
                ? search(finding, found.map(Ticket::id), delivery)
                : found;
    }

    /** @param consistent issue that the search shows as it is; for Cloud */
    private Optional<Ticket> search(Finding finding, Optional<String> consistent, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Map<String, Object> search = new LinkedHashMap<>();
        search.put("jql", "labels = \"" + label(finding) + "\" ORDER BY created ASC");
        search.put("fields", List.of("labels"));
        search.put("maxResults", 1);
        if (consistent.isPresent()) {
            search.put("reconcileIssues", List.of(number(consistent.get(), delivery)));
        }
        String resource = path + (cloud ? "/search/jql" : "/search");
        Reply reply = Reply.to(api.send("POST", resource, delivery.json(search)), delivery);
        return reply.list("/issues").isEmpty()
                ? Optional.empty()
                : Optional.of(new Ticket(
                        reply.text("/issues/0/id"), revision(reply.document().at("/issues/0/fields/labels"))));
    }

    private static long number(String id, Delivery delivery) throws FailedDeliveryException {
        if (!id.matches("[0-9]{1,18}")) {
            delivery.fail("expected the number of an issue, but found " + OneLine.of(id, 100));
        }
        return Long.parseLong(id);
    }

    private static String label(Finding finding) {
        return "alert-" + finding.id();
    }

    private static String label(long revision) {
        return "outrider-revision-" + revision;
    }

    private static long revision(JsonNode labels) {
        long revision = Ticket.UNKNOWN;
        for (JsonNode label : labels) {
            Matcher matcher = REVISION.matcher(label.asText());
            if (matcher.matches()) {
                revision = Math.max(revision, Long.parseLong(matcher.group(1)));
            }
        }
        return revision;
    }

    @Override
    public Optional<Ticket> open(Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        TicketText text = TicketText.of(finding, MOST_FACTS);
        List<String> labels = new ArrayList<>(List.of(label(finding), label(finding.revision())));
        labels.addAll(text.techniques());
        Map<String, Object> issue = new LinkedHashMap<>();
        priorities.ifPresent(scale -> issue.put("priority", Map.of("name", scale.of(finding))));
        issue.putAll(fields.values());
        issue.put("project", Map.of("key", project));
        issue.put("issuetype", Map.of("name", issueType));
        issue.put("summary", text.title(LONGEST_TITLE));
        issue.put("description", notation(text));
        issue.put("labels", labels);
        HttpCall call = api.send("POST", path + "/issue", delivery.json(Map.of("fields", issue)));
        lag.opens(finding, delivery);
        Answer answer = delivery.call(call);
        if (answer.status() / 100 == 4) {
            lag.forget(finding);
        }
        if (!answer.isSuccess()) {
            delivery.end(answer);
        }
        lag.opened(finding, new Reply(delivery.read(answer), answer, delivery).text("/id"), delivery);
        return Optional.empty();
    }

    private Object notation(TicketText text) {
        return cloud ? Adf.document(text) : WikiMarkup.of(text);
    }

    @Override
    public void add(Ticket ticket, Finding finding, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        String issue = path + "/issue/" + RestApi.encoded(ticket.id());
        if (finding.activity() == Finding.Activity.CLOSE && closeTransition.isPresent()) {
            close(issue, closeTransition.get(), delivery);
        }
        List<Object> labels = new ArrayList<>();
        labels.add(Map.of("add", label(finding.revision())));
        if (ticket.revision() != Ticket.UNKNOWN) {
            labels.add(Map.of("remove", label(ticket.revision())));
        }
        Object body = notation(TicketText.of(finding, MOST_FACTS));
        Map<String, Object> update = Map.of("comment", List.of(Map.of("add", Map.of("body", body))), "labels", labels);
        delivery.done(api.send("PUT", issue, delivery.json(Map.of("update", update))));
    }

    // An issue that somebody has closed, or that this sink has at an earlier try, may have no such transition: the
    // comment says enough.
    private void close(String issue, String transition, Delivery delivery)
            throws FailedDeliveryException, RefusedDeliveryException {
        Map<String, Object> body = Map.of("transition", Map.of("id", transition));
        Answer answer = delivery.call(api.send("POST", issue + "/transitions", delivery.json(body)));
        if (!answer.isSuccess() && !NOT_POSSIBLE.contains(answer.status())) {
            delivery.end(answer);
        }
    }
}
