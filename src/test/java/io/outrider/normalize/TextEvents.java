package io.outrider.normalize;

import io.outrider.cim.Event;
import java.io.IOException;
import java.util.List;

/** Events read out of text as sources write it, for tests of what comes behind. */
public final class TextEvents {

    private TextEvents() {}

    /** @throws AssertionError if a record is set aside, or had to be repaired */
    public static List<Event> of(String text) throws IOException {
        Reading reading = Reading.of(text);
        if (!reading.rejects().isEmpty()) {
            throw new AssertionError("expected events that can be read, but found " + reading.rejects());
        }
        return List.copyOf(reading.events());
    }
}
