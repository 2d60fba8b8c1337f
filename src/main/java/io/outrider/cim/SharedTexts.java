package io.outrider.cim;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The texts of a field that many events have alike, such as the {@code source} of a channel: one object for all of them, known by
 * its identity, so that what follows from the texts is worked out once.
 */
public final class SharedTexts {

    private final List<byte[]> utf8;

    /** @param texts in order, one at least */
    public SharedTexts(List<String> texts) {
        utf8 = texts.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Gives the sink the texts, one by one. */
    public void addTo(int slot, FieldSink sink) {
        for (byte[] text : utf8) {
            sink.add(slot, text, 0, text.length);
        }
    }
}
