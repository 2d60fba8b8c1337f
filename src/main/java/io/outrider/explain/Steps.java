package io.outrider.explain;

import io.outrider.rule.Feed;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import io.outrider.rule.Stage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a rule's searches, in words, with the labels that reports call them by: {@code 1}, {@code 2} … in the
 * detection's own search, {@code A1} … in the first one beside it.
 */
final class Steps {

    private static final int LETTERS = 26;

    private final List<Search> searches;
    private final Map<Search, Integer> numbers = new IdentityHashMap<>();
    private final StageText text = new StageText(this::name);

    Steps(Rule rule) {
        searches = rule.search().withSubsearches();
        for (int i = 0; i < searches.size(); i++) {
            numbers.putIfAbsent(searches.get(i), i);
        }
    }

    /**
     * A step.
     *
     * @param does in words
     * @param condition that it keeps rows by; {@code null} if there is none
     * @param details one line each
     */
    record Step(String label, String does, @Nullable Clause condition, List<String> details) {
        Step {
            details = List.copyOf(details);
        }
    }

    List<Search> searches() {
        return searches;
    }

    /** {@code search A}; of the detection's own search, {@code the search}. */
    String name(int number) {
        return number == 0 ? "the search" : "search " + prefix(number);
    }

    private String name(Search search) {
        return name(number(search));
    }

    /** The place of a search that a stage runs beside the detection's own. */
    int number(Search search) {
        return numbers.getOrDefault(search, 0);
    }

    private static String prefix(int number) {
        if (number == 0) {
            return "";
        }
        return number <= LETTERS ? String.valueOf((char) ('A' + number - 1)) : "S" + number + ".";
    }

    Feed feedOf(int number) {
        return searches.get(number).feed();
    }

    /** {@code Endpoint.Processes}; of a search over events, what stands for them all. */
    String feedName(int number) {
        return feedOf(number) instanceof Feed.Dataset dataset ? SafeText.printable(dataset.name()) : "the events";
    }

    /** All steps of a search. */
    List<Step> of(int number) {
        List<Step> steps = new ArrayList<>();
        steps.add(feed(number));
        for (int i = 0; i < searches.get(number).rowStages().size(); i++) {
            steps.add(rowStage(number, i));
        }
        steps.add(grouping(number));
        for (int i = 0; i < searches.get(number).tail().size(); i++) {
            steps.add(tailStage(number, i));
        }
        return steps;
    }

    Step feed(int number) {
        Feed feed = feedOf(number);
        String label = prefix(number) + 1;
        if (feed instanceof Feed.Dataset dataset) {
            return read(label, "the events of " + SafeText.printable(dataset.name()), dataset.where());
        }
        if (feed instanceof Feed.Events events) {
            return read(label, "the events of any source", events.where());
        }
        Feed.Table table = (Feed.Table) feed;
        String rows = "take the " + table.table().rows().size() + " rows of the lookup table "
                + SafeText.printable(table.table().name());
        return new Step(label, rows, null, List.of());
    }

    private static Step read(String label, String what, Predicate where) {
        return where instanceof Predicate.Always
                ? new Step(label, "read all of " + what, null, List.of())
                : new Step(label, "read " + what + " for which", Clause.of(where), List.of());
    }

    Step rowStage(int number, int place) {
        return stage(
                prefix(number) + (place + 2), searches.get(number).rowStages().get(place));
    }

    Step grouping(int number) {
        Search search = searches.get(number);
        String label = prefix(number) + (search.rowStages().size() + 2);
        if (search.grouping() instanceof Grouping.By by) {
            return new Step(
                    label,
                    "group them " + GroupingText.of(by),
                    null,
                    by.aggregations().stream().map(GroupingText::of).toList());
        }
        return new Step(label, "gather them as they are", null, List.of());
    }

    Step tailStage(int number, int place) {
        Search search = searches.get(number);
        return stage(
                prefix(number) + (search.rowStages().size() + 3 + place),
                search.tail().get(place));
    }

    private Step stage(String label, Stage stage) {
        return new Step(
                label,
                text.of(stage),
                StageText.clause(stage),
                StageText.aggregations(stage).stream().map(GroupingText::of).toList());
    }

    /** The label of the first step that is made of an equal stage of the detection's own tail. */
    String labelOf(Stage stage) {
        int place = searches.get(0).tail().indexOf(stage);
        return place < 0 ? "" : tailStage(0, place).label();
    }
}
