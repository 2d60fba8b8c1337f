package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.rule.Feed;
import io.outrider.rule.Rule;
import io.outrider.rule.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule with everything decided that can be decided before the first event. Has no state. */
final class CompiledRule {

    private final Rule rule;
    private final boolean severalSearches;
    private final List<CompiledSearch> searches = new ArrayList<>();
    private final TailProgram[] tails;
    private final TumblingWindows windows;
    private final boolean readsRisk;
    private final EmissionClass emission;
    private final Set<String> changing;
    private final int maxValues;

    CompiledRule(Rule rule, DataModels models, GroupingSettings settings) {
        this(rule, models, settings, false);
    }

    /** @param keepAll whether groups are kept also where it is known that the tail filters them out */
    CompiledRule(Rule rule, DataModels models, GroupingSettings settings, boolean keepAll) {
        this.rule = rule;
        maxValues = settings.maxValues();
        List<Search> all = rule.search().withSubsearches();
        severalSearches = all.size() > 1;
        for (Search search : all) {
            searches.add(new CompiledSearch(
                    this, searches.size(), search, dataset(rule, search, models), maxValues, keepAll));
        }
        // The searches are numbered in the order in which the compiler comes upon them: see Search.withSubsearches.
        tails = new TailProgram[searches.size()];
        int[] next = {0};
        compileTail(next);
        windows = new TumblingWindows(rule.window() == null ? settings.window() : rule.window(), settings.offset());
        readsRisk = searches.stream().anyMatch(CompiledSearch::readsRisk);
        // Risk may be taken back, so no row of it is sure before the close.
        emission = readsRisk ? EmissionClass.CLOSE : Stability.of(rule);
        changing = ChangingColumns.of(rule.search());
    }

    private int compileTail(int[] next) {
        int number = next[0]++;
        TableStageCompiler compiler = new TableStageCompiler(() -> compileTail(next), maxValues);
        tails[number] = TailProgram.compile(searches.get(number).search(), compiler);
        return number;
    }

    private static @Nullable Dataset dataset(Rule rule, Search search, DataModels models) {
        if (!(search.feed() instanceof Feed.Dataset feed)) {
            return null;
        }
        return models.find(feed.name())
                .orElseThrow(() -> new IllegalArgumentException(rule.about().name() + " reads the dataset "
                        + feed.name() + "; expected one of " + models.names()));
    }

    Rule rule() {
        return rule;
    }

    boolean hasSeveralSearches() {
        return severalSearches;
    }

    String id() {
        return rule.about().id();
    }

    /** Its own search first. */
    List<CompiledSearch> searches() {
        return searches;
    }

    /** What becomes of the rows of a search. */
    TailProgram tail(int search) {
        return tails[search];
    }

    /** How many groups one row may belong to, and how many values a group keeps. */
    int maxValues() {
        return maxValues;
    }

    /** Whether it reads the alerts of other detections. */
    boolean readsRisk() {
        return readsRisk;
    }

    /** Whether it reads this event of the data model Risk. */
    boolean readsRisk(Event risk) {
        return searches.stream().anyMatch(search -> search.readsRisk() && search.matches(risk));
    }

    /** Whether rows that were gathered for the other rule can go on under this one. */
    boolean gathersAs(CompiledRule other) {
        if (!rule.gathersAs(other.rule) || !windows.equals(other.windows)) {
            return false;
        }
        for (int i = 0; i < searches.size(); i++) {
            if (!searches.get(i).gathersAs(other.searches.get(i))) {
                return false;
            }
        }
        return true;
    }

    TumblingWindows windows() {
        return windows;
    }

    EmissionClass emission() {
        return emission;
    }

    /** The columns that hold counts and times, which change while a window grows. */
    Set<String> changing() {
        return changing;
    }
}
