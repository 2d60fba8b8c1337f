package io.outrider.bench;

import io.outrider.cim.DataModels;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.rule.Feed;
import io.outrider.rule.Predicate;
import io.outrider.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The rules that are measured, in the order in which a number of them is taken.
 *
 * <p>The order is that of a hash of their ids, which knows nothing of what they do; but the first is one that reads the
 * events, for one that reads others would cost nothing.
 *
 * @param measured rules with a filter
 * @param unfiltered those whose first stage has none, or none but {@code field=*}, in any of their searches: every event of
 *     their source is in their table, which is another thing to measure
 * @param notRun those that the engine does not run
 */
public record Selection(List<Rule> measured, List<Rule> unfiltered, List<Rule> notRun) {

    public Selection {
        measured = List.copyOf(measured);
        unfiltered = List.copyOf(unfiltered);
        notRun = List.copyOf(notRun);
    }

    /** @param datasets that the events are members of */
    public static Selection of(List<Rule> rules, DataModels models, GroupingSettings settings, Set<String> datasets) {
        List<Rule> measured = new ArrayList<>();
        List<Rule> unfiltered = new ArrayList<>();
        List<Rule> notRun = new ArrayList<>();
        for (Rule rule : rules) {
            if (!runs(rule, models, settings)) {
                notRun.add(rule);
            } else if (rule.search().withSubsearches().stream().allMatch(search -> hasFilter(search.feed()))) {
                measured.add(rule);
            } else {
                unfiltered.add(rule);
            }
        }
        measured.sort(Comparator.comparing(
                (Rule rule) -> UUID.nameUUIDFromBytes(rule.about().id().getBytes(StandardCharsets.UTF_8))));
        for (int i = 0; i < measured.size(); i++) {
            if (measured.get(i).search().feed() instanceof Feed.Dataset feed && datasets.contains(feed.name())) {
                measured.add(0, measured.remove(i));
                break;
            }
        }
        return new Selection(measured, unfiltered, notRun);
    }

    /** The numbers of rules that there are enough of, the whole of them last. */
    public List<Integer> counts(List<Integer> wanted) {
        TreeSet<Integer> counts = new TreeSet<>();
        wanted.stream().filter(count -> count <= measured.size()).forEach(counts::add);
        if (!measured.isEmpty()) {
            counts.add(measured.size());
        }
        return List.copyOf(counts);
    }

    private static boolean runs(Rule rule, DataModels models, GroupingSettings settings) {
        try {
            RulePack.compile(List.of(rule), models, settings);
            return true;
        } catch (RuntimeException e) {
            // Whatever the reason: it is told of, and must not take the others with it.
            return false;
        }
    }

    private static boolean hasFilter(Feed feed) {
        if (feed instanceof Feed.Dataset dataset) {
            return asksForValues(dataset.where());
        }
        // A table brings no events.
        return !(feed instanceof Feed.Events events) || asksForValues(events.where());
    }

    /** Whether it asks for more than that fields are there: {@code process_name=*} keeps every event of the dataset. */
    private static boolean asksForValues(Predicate condition) {
        if (condition instanceof Predicate.Matches matches) {
            return !(matches.pattern() instanceof Predicate.Pattern.Wildcard wildcard
                    && wildcard.text().equals("*"));
        }
        if (condition instanceof Predicate.And and) {
            return and.all().stream().anyMatch(Selection::asksForValues);
        }
        if (condition instanceof Predicate.Or or) {
            return or.any().stream().allMatch(Selection::asksForValues);
        }
        return !(condition instanceof Predicate.Always);
    }
}
