package io.outrider.explain;

import io.outrider.cim.Event;
import io.outrider.detect.Trace;
import io.outrider.detect.Trace.InSearch;
import io.outrider.detect.Trace.Keys;
import io.outrider.detect.Trace.OfWindow;
import io.outrider.detect.Trace.Step;
import io.outrider.detect.Trace.Tail;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the detection fires on the events, and if not, at which step each of them got lost.
 *
 * @param fires whether there is at least one alert
 * @param alerts number of alerts
 * @param reasons one sentence each, empty if it fires
 */
record Verdict(boolean fires, int alerts, List<String> reasons) {

    /** More clauses than these are told in the part about the event. */
    private static final int MOST_CLAUSES = 3;

    Verdict {
        reasons = List.copyOf(reasons);
    }

    static Verdict of(Trace trace, Steps steps, Membership membership) {
        int alerts = trace.windows().stream().mapToInt(OfWindow::alerts).sum();
        if (alerts > 0) {
            return new Verdict(true, alerts, List.of());
        }
        Set<String> reasons = new LinkedHashSet<>();
        for (Trace.OfEvent event : trace.events()) {
            event.searches().stream()
                    .filter(search -> search.search() == 0)
                    .forEach(search -> reasons.addAll(reasons(event.event(), search, steps, membership)));
        }
        trace.failures()
                .forEach(failure -> reasons.add("the engine could not evaluate it: " + SafeText.printable(failure)));
        for (OfWindow window : trace.windows()) {
            reasons.addAll(reasons(window, steps));
            window.failures()
                    .forEach(
                            failure -> reasons.add("the engine could not evaluate it: " + SafeText.printable(failure)));
        }
        return new Verdict(false, 0, new ArrayList<>(reasons));
    }

    /** Why an event is in no row of a search's table; none if it is in one. */
    private static List<String> reasons(Event event, InSearch search, Steps steps, Membership membership) {
        String first = "step " + steps.feed(search.search()).label() + ": ";
        if (search.failure() != null) {
            return List.of(first + "the condition could not be evaluated: " + SafeText.printable(search.failure()));
        }
        if (!search.read() || search.condition() == null) {
            return List.of(first + "the event is not a member of " + steps.feedName(search.search()) + ": "
                    + String.join("; ", membership.reasons(event, steps.feedOf(search.search()))));
        }
        if (!search.taken()) {
            return List.of(first + clauses(Clause.of(search.condition())));
        }
        for (int i = 0; i < search.steps().size(); i++) {
            Step step = search.steps().get(i);
            if (step.after().isEmpty()) {
                return List.of("step " + steps.rowStage(search.search(), i).label() + ": " + lost(step));
            }
        }
        boolean inNone = !search.keys().isEmpty()
                && search.keys().stream().allMatch(keys -> keys.groups().isEmpty());
        if (inNone) {
            return List.of("step " + steps.grouping(search.search()).label() + ": the event has no "
                    + search.keys().stream()
                            .map(Keys::missing)
                            .flatMap(List::stream)
                            .distinct()
                            .map(SafeText::printable)
                            .collect(Collectors.joining(" and no "))
                    + ", so it is in no group");
        }
        return List.of();
    }

    private static List<String> reasons(OfWindow window, Steps steps) {
        for (Tail tail : window.searches()) {
            if (tail.search() == 0) {
                return reasons(window, tail, steps);
            }
        }
        return List.of();
    }

    private static List<String> reasons(OfWindow window, Tail own, Steps steps) {
        if (own.gathered().isEmpty()) {
            return window.searches().stream()
                    .filter(tail -> !tail.gathered().isEmpty())
                    .map(tail -> "what was given has a row in " + steps.name(tail.search()) + " only")
                    .toList();
        }
        for (int i = 0; i < own.steps().size(); i++) {
            Step step = own.steps().get(i);
            if (step.after().isEmpty()) {
                return List.of("step " + steps.tailStage(0, i).label() + ": " + lost(step, window, steps));
            }
        }
        return List.of();
    }

    private static String lost(Step step, OfWindow window, Steps steps) {
        Search other = null;
        String partners = "";
        if (step.stage() instanceof Stage.Join join) {
            other = join.other();
            partners = join.fields().isEmpty() ? "the same common fields" : "the same " + SafeText.list(join.fields());
        } else if (step.stage() instanceof Stage.KeepMatching keep && !keep.negated()) {
            other = keep.other();
            partners = "the same values";
        }
        if (other == null || step.failure() != null) {
            return lost(step);
        }
        int number = steps.number(other);
        boolean none = window.searches().stream()
                .filter(tail -> tail.search() == number)
                .allMatch(tail -> tail.left().isEmpty());
        return none
                ? steps.name(number) + " gives no row of what was given"
                : "no row of " + steps.name(number) + " has " + partners;
    }

    private static String lost(Step step) {
        if (step.failure() != null) {
            return "it could not be computed: " + SafeText.printable(step.failure());
        }
        Set<String> clauses = new LinkedHashSet<>();
        step.removed().stream()
                .filter(removed -> removed.judgement() != null)
                .limit(MOST_CLAUSES)
                .forEach(removed -> clauses.add(clauses(Clause.of(removed.judgement()))));
        return clauses.isEmpty() ? "no row is left" : String.join("; and ", clauses);
    }

    private static String clauses(Clause condition) {
        List<Clause> deciding = condition.deciding();
        String told = deciding.stream()
                .limit(MOST_CLAUSES)
                .map(clause -> clause.text() + " failed: " + clause.foundText())
                .collect(Collectors.joining("; "));
        return deciding.size() > MOST_CLAUSES ? told + "; and " + (deciding.size() - MOST_CLAUSES) + " more" : told;
    }
}
