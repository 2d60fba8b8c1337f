package io.outrider.detect;

import io.outrider.cim.Event;
import java.util.TreeSet;

/** The names of the fields that an event has as a search over events sees it. */
final class EventNames {

    private EventNames() {}

    /** Not gathered before they are asked for: to know them all, all of the event is read. */
    static Iterable<String> of(Event event) {
        return () -> sorted(event).iterator();
    }

    // In an order of their own: a map gives another one in each process.
    private static TreeSet<String> sorted(Event event) {
        TreeSet<String> names = new TreeSet<>(event.fields().keySet());
        names.addAll(event.cim().keySet());
        names.add("_time");
        names.add("_raw");
        return names;
    }
}
