package io.outrider.detect;

import io.outrider.cim.Event;
import java.util.TreeSet;

/** The names of the fields that an event has as a search over events sees it. */
final class EventNames {

    private EventNames() {}

    /** In an order of their own: a map gives another one in each process. */
    static Iterable<String> of(Event event) {
        TreeSet<String> names = new TreeSet<>(event.fields().keySet());
        names.addAll(event.cim().keySet());
        names.add("_time");
        names.add("_raw");
        return names;
    }
}
