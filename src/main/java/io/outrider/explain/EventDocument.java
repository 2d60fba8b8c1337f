package io.outrider.explain;

import io.outrider.cim.Event;
import io.outrider.detect.Trace;
import io.outrider.detect.Trace.InSearch;
import io.outrider.detect.Trace.OfEvent;
import io.outrider.detect.Trace.OfWindow;
import io.outrider.detect.Trace.Removed;
import io.outrider.detect.Trace.Row;
import io.outrider.detect.Trace.Step;
import io.outrider.detect.Trace.Tail;
import io.outrider.explain.EventReport.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What became of given events, as a document for machines. */
record EventDocument(Trace trace, List<Given> given, Steps steps, Membership membership, Verdict verdict) {

    /** Rows of a step that are given whole; the others are counted. */
    private static final int MOST_ROWS = 20;

    Map<String, Object> document() {
        List<Object> events = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            events.add(document(given.get(i), trace.events().get(i)));
        }
        Map<String, Object> verdictOf = new LinkedHashMap<>();
        verdictOf.put("fires", verdict.fires());
        verdictOf.put("alerts", verdict.alerts());
        verdictOf.put("reasons", verdict.reasons());
        verdictOf.put("counts_are_of", given.size() + " events alone");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("events", events);
        document.put("windows", trace.windows().stream().map(this::document).toList());
        document.put("verdict", verdictOf);
        return document;
    }

    private Map<String, Object> document(Given given, OfEvent of) {
        Event event = given.event();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("event", given.name());
        document.put("shape", event.origin().shape());
        document.put("line", event.origin().line());
        document.put("time", event.time().toString());
        document.put("mapping", membership.source(event).mapping());
        document.put("datasets", new TreeSet<>(event.datasets()));
        document.put("notes", given.notes());
        document.put(
                "searches",
                of.searches().stream().map(search -> document(event, search)).toList());
        return document;
    }

    private Map<String, Object> document(Event event, InSearch search) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("search", steps.name(search.search()));
        document.put("read", search.read());
        if (!search.read()) {
            document.put("not_read_because", membership.reasons(event, steps.feedOf(search.search())));
        }
        document.put("matched", search.taken());
        if (search.condition() != null) {
            document.put("condition", Clause.of(search.condition()).document());
        }
        if (search.failure() != null) {
            document.put("failure", search.failure());
        }
        List<Object> of = new ArrayList<>();
        for (int i = 0; i < search.steps().size(); i++) {
            of.add(document(steps.rowStage(search.search(), i), search.steps().get(i)));
        }
        document.put("steps", of);
        document.put(
                "groups",
                search.keys().stream().flatMap(keys -> keys.groups().stream()).toList());
        document.put(
                "missing_keys",
                search.keys().stream()
                        .flatMap(keys -> keys.missing().stream())
                        .distinct()
                        .toList());
        return document;
    }

    private Map<String, Object> document(OfWindow window) {
        List<Object> searches = new ArrayList<>();
        for (Tail tail : window.searches()) {
            List<Object> of = new ArrayList<>();
            for (int i = 0; i < tail.steps().size(); i++) {
                of.add(document(steps.tailStage(tail.search(), i), tail.steps().get(i)));
            }
            Map<String, Object> search = new LinkedHashMap<>();
            search.put("search", steps.name(tail.search()));
            search.put("gathered", documents(tail.gathered()));
            search.put("steps", of);
            searches.add(search);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("start", window.start().toString());
        document.put("end", window.end().toString());
        document.put("searches", searches);
        document.put("rows", documents(window.rows()));
        document.put("alerts", window.alerts());
        document.put("failures", window.failures());
        return document;
    }

    private static Map<String, Object> document(Steps.Step words, Step step) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("step", words.label());
        document.put("does", words.does());
        document.put("rows_before", step.before());
        document.put("rows_after", step.after().size());
        document.put("rows", documents(step.after()));
        document.put(
                "removed",
                step.removed().stream()
                        .limit(MOST_ROWS)
                        .map(EventDocument::document)
                        .toList());
        if (step.failure() != null) {
            document.put("failure", step.failure());
        }
        return document;
    }

    private static Map<String, Object> document(Removed removed) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("row", Documents.columns(removed.row().columns()));
        if (removed.judgement() != null) {
            document.put("condition", Clause.of(removed.judgement()).document());
        }
        return document;
    }

    private static List<Map<String, Object>> documents(List<Row> rows) {
        return rows.stream()
                .limit(MOST_ROWS)
                .map(row -> Documents.columns(row.columns()))
                .toList();
    }
}
