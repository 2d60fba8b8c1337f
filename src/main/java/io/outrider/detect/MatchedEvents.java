package io.outrider.detect;

import io.outrider.cim.Event;
import io.outrider.rule.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers which events of a batch matched, and what: for each event its rules, then the event. */
final class MatchedEvents {

    private final List<MatchedEvent> events = new ArrayList<>();
    // Of the event that is under way. Several searches of one rule may have it.
    private final Map<String, Detection> detections = new TreeMap<>();

    void add(CompiledRule rule) {
        detections.put(rule.id(), rule.rule().about());
    }

    /** Ends the rules of an event. */
    void end(Event event) {
        if (!detections.isEmpty()) {
            events.add(new MatchedEvent(event, List.copyOf(detections.values())));
            detections.clear();
        }
    }

    List<MatchedEvent> events() {
        return events;
    }
}
