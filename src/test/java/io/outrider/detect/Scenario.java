package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Events made up for a rule: such that fulfil its conditions, as far as these can be read back to the fields of events.
 * Whether they do is for the engine to say.
 */
final class Scenario {

    // The first way does as a rule; where it does not, one of the next two has done.
    private static final int WAYS = 3;

    private Scenario() {}

    /** Sets of events, the plainest first, each made when it is asked for; one of them should make the rule fire. */
    static Stream<List<Event>> firing(DataModels models, Rule rule) {
        return Stream.of(Plan.Extent.values()).flatMap(extent -> {
            Plan plan = new Plan(models, rule, extent);
            List<Needs> ways = ways(plan);
            boolean crowds = Crowd.isAsked(rule);
            return Shape.all(crowds).stream()
                    .flatMap(shape -> ways.stream()
                            .flatMap(needs -> new MadeUpEvents(models, plan, needs).events(shape).stream()));
        });
    }

    private static List<Needs> ways(Plan plan) {
        List<Needs> found = new ArrayList<>();
        plan.goal().pursue(Needs.none(), needs -> {
            found.add(needs);
            return found.size() == WAYS;
        });
        return found;
    }
}
