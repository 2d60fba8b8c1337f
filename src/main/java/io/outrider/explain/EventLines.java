package io.outrider.explain;

import io.outrider.cim.Event;
import io.outrider.detect.Trace;
import io.outrider.detect.Trace.InSearch;
import io.outrider.detect.Trace.Keys;
import io.outrider.detect.Trace.OfEvent;
import io.outrider.detect.Trace.OfWindow;
import io.outrider.detect.Trace.Tail;
import io.outrider.explain.EventReport.Given;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What became of given events, in lines for people. */
record EventLines(Trace trace, List<Given> given, Steps steps, Membership membership, Verdict verdict) {

    List<String> lines() {
        Lines lines = new Lines();
        for (int i = 0; i < given.size(); i++) {
            event(lines, given.get(i), trace.events().get(i));
        }
        trace.windows().forEach(window -> window(lines, window));
        lines.blank();
        verdict(lines);
        return lines.lines();
    }

    private void event(Lines lines, Given given, OfEvent of) {
        Event event = given.event();
        lines.blank();
        lines.add("EVENT " + SafeText.printable(given.name()));
        lines.field(
                "record",
                String.format(
                        Locale.ROOT,
                        "%s, from line %d, %,d bytes",
                        event.origin().shape(),
                        event.origin().line(),
                        event.origin().length()));
        lines.field("_time", event.time() + ", in the window " + of.windowStart() + " to " + of.windowEnd());
        lines.field("mapping", membership.mapping(event));
        lines.field(
                "member of",
                event.datasets().isEmpty() ? "no dataset" : SafeText.list(new TreeSet<>(event.datasets())));
        given.notes().forEach(note -> lines.field("note", SafeText.printable(note)));
        of.searches().forEach(search -> inSearch(lines, event, search));
    }

    private void inSearch(Lines lines, Event event, InSearch search) {
        Steps.Step first = steps.feed(search.search());
        lines.add("  " + first.label() + ". ", first.does(), 0);
        if (search.failure() != null) {
            lines.add("     FAILED  ", "it could not be evaluated: " + SafeText.printable(search.failure()), 0);
        } else if (search.condition() == null) {
            lines.add("     FAILED  ", "the event is not a member of " + steps.feedName(search.search()), 0);
            membership
                    .reasons(event, steps.feedOf(search.search()))
                    .forEach(reason -> lines.add("             ", reason, 0));
        } else {
            lines.clause(5, Clause.of(search.condition()));
        }
        for (int i = 0; i < search.steps().size(); i++) {
            StepLines.add(
                    lines, steps.rowStage(search.search(), i), search.steps().get(i));
        }
        search.keys().forEach(keys -> keys(lines, search.search(), keys));
    }

    private void keys(Lines lines, int number, Keys keys) {
        Steps.Step grouping = steps.grouping(number);
        lines.add("  " + grouping.label() + ". ", grouping.does(), 0);
        if (keys.groups().isEmpty()) {
            lines.add("     FAILED  ", "absent, so in no group: " + SafeText.list(keys.missing()), 0);
        }
        List<String> names = steps.searches().get(number).grouping().keys().stream()
                .map(key -> SafeText.printable(key.column()))
                .toList();
        for (List<String> group : keys.groups()
                .subList(0, Math.min(StepLines.MOST_ROWS, keys.groups().size()))) {
            String start = "     group  ";
            for (int i = 0; i < names.size(); i++) {
                lines.add(start, names.get(i) + " = " + SafeText.quoted(group.get(i)), 4);
                start = " ".repeat(start.length());
            }
            if (names.isEmpty()) {
                lines.add(start, "of all rows", 0);
            }
        }
        if (keys.groups().size() > StepLines.MOST_ROWS) {
            lines.add("     ", "and in " + (keys.groups().size() - StepLines.MOST_ROWS) + " more", 0);
        }
        if (keys.cut()) {
            lines.add("     ", "and in no others, though it belongs to more (outrider.grouping.max-values)", 0);
        }
    }

    private void window(Lines lines, OfWindow window) {
        lines.blank();
        lines.add("WINDOW " + window.start() + " to " + window.end() + ", as it is with "
                + (given.size() == 1 ? "this one event alone" : "these " + given.size() + " events alone"));
        // What a search beside it gives is needed to read the detection's own.
        for (int i = window.searches().size() - 1; i >= 0; i--) {
            Tail tail = window.searches().get(i);
            if (window.searches().size() > 1) {
                lines.add("  rows of " + steps.name(tail.search()) + ':');
            }
            tail(lines, tail);
        }
        window.failures().forEach(failure -> lines.field("failure", SafeText.printable(failure)));
        lines.add(
                "  result: ",
                window.alerts() == 0
                        ? "no row"
                        : StepLines.rows(window.rows().size()) + ", "
                                + (window.alerts() == 1 ? "1 alert" : window.alerts() + " alerts"),
                0);
        if (window.alerts() > 0) {
            StepLines.rows(lines, window.rows());
        }
    }

    private void tail(Lines lines, Tail tail) {
        Steps.Step grouping = steps.grouping(tail.search());
        lines.add(
                "  " + grouping.label() + ". ",
                grouping.does() + ": " + StepLines.rows(tail.gathered().size()),
                0);
        StepLines.rows(lines, tail.gathered());
        boolean gone = tail.gathered().isEmpty();
        for (int i = 0; i < tail.steps().size(); i++) {
            Trace.Step step = tail.steps().get(i);
            if (gone && step.after().isEmpty()) {
                continue;
            }
            StepLines.add(lines, steps.tailStage(tail.search(), i), step);
            gone = step.after().isEmpty();
        }
    }

    private void verdict(Lines lines) {
        if (verdict.fires()) {
            lines.add("VERDICT: it fires, " + (verdict.alerts() == 1 ? "1 alert" : verdict.alerts() + " alerts"));
        } else {
            lines.add("VERDICT: it does not fire");
            verdict.reasons().forEach(reason -> lines.add("  ", reason, 2));
        }
        lines.add(
                "  ",
                "Counts are of " + (given.size() == 1 ? "this one event" : "these " + given.size() + " events")
                        + " alone: in a stream the other events of the window count too.",
                0);
    }
}
