package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the add-on of a source makes of one kind of event: its fields under CIM names, and the datasets that it is a member
 * of.
 *
 * @param name for people
 * @param match which events it is for
 * @param conditions all of which must hold beside
 * @param datasets qualified names, for example {@code Endpoint.Processes}, without their parents; none if the event has
 *     add-on fields only
 * @param constants what the add-on says of every such event, by CIM field
 * @param fields the CIM fields that the event itself gives, by their names; none is among the constants
 */
record SourceMapping(
        String name,
        EventMatch match,
        List<EventCondition> conditions,
        Set<String> datasets,
        Map<String, Value> constants,
        Map<String, FieldMapping> fields) {

    SourceMapping {
        conditions = List.copyOf(conditions);
        datasets = Set.copyOf(datasets);
        constants = Map.copyOf(constants);
        fields = Map.copyOf(fields);
    }

    boolean conditionsHold(UnaryOperator<@Nullable String> event) {
        for (EventCondition condition : conditions) {
            if (!condition.holds(event)) {
                return false;
            }
        }
        return true;
    }
}
