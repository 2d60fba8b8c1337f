package io.outrider.detect;

import io.outrider.alert.RiskEvents;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.rule.Detection;
import io.outrider.rule.Predicate;
import io.outrider.rule.PredicateFields;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a pack that read risk, by the detections whose risk they may read: most ask for a story, a technique or a name,
 * which is the same in all risk of a detection, so that of most detections none need be made.
 */
final class RiskReaders {

    private final List<CompiledRule> all;
    private final RiskEvents riskEvents;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Known> byDetection = new HashMap<>();

    /** @param detection as it was when the readers were found: an edited one has other risk */
    private record Known(Detection detection, List<CompiledRule> readers) {}

    /** @param all rules that read risk */
    RiskReaders(List<CompiledRule> all, RiskEvents riskEvents) {
        this.all = all;
        this.riskEvents = riskEvents;
        all.forEach(rule -> ids.add(rule.id()));
    }

    List<CompiledRule> all() {
        return all;
    }

    /** The rules that may read risk of the detection, in their order; none of one whose alerts are no risk. */
    List<CompiledRule> of(Detection detection) {
        Known known = byDetection.get(detection.id());
        if (known == null || known.detection() != detection) {
            known = new Known(detection, found(detection));
            byDetection.put(detection.id(), known);
        }
        return known.readers();
    }

    private List<CompiledRule> found(Detection detection) {
        // A detection that reads risk gives none, whatever its type: there would be a cycle.
        if (!RiskEvents.areOf(detection) || ids.contains(detection.id())) {
            return List.of();
        }
        Event inCommon = riskEvents.inCommon(detection);
        return all.stream().filter(rule -> mayRead(rule, inCommon)).toList();
    }

    private static boolean mayRead(CompiledRule rule, Event inCommon) {
        return rule.searches().stream().anyMatch(search -> {
            Dataset dataset = search.dataset();
            return search.readsRisk()
                    && dataset != null
                    && mayHold(search.neededCondition(), inCommon, dataset.view(inCommon));
        });
    }

    private static boolean mayHold(Predicate condition, Event inCommon, Fields view) {
        if (condition instanceof Predicate.And and) {
            return and.all().stream().allMatch(one -> mayHold(one, inCommon, view));
        }
        if (condition instanceof Predicate.Or or) {
            return or.any().stream().anyMatch(one -> mayHold(one, inCommon, view));
        }
        Set<String> fields = new HashSet<>();
        PredicateFields.add(condition, fields);
        // What is not stated may be anything, though the data model fills it in.
        boolean known = fields.stream().allMatch(field -> inCommon.cim(field) != null || inCommon.field(field) != null);
        return !known || PredicateCompiler.compile(condition).test(view);
    }
}
