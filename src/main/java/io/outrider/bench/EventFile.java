package io.outrider.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of varied events: JSON lines.
 *
 * @param events number of lines
 * @param bytes its size
 */
record EventFile(Path path, long events, long bytes) {

    // Large enough that writing costs little beside making the events.
    private static final int BUFFER = 1 << 20;

    /** Writes events until there are as many bytes, at least. A shorter file has the first events of a longer one. */
    static EventFile write(EventVariation variation, Path path, long bytes) throws IOException {
        long events = 0;
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER)) {
            while (written < bytes) {
                byte[] event = variation.event(events++);
                out.write(event);
                out.write('\n');
                written += event.length + 1;
            }
        }
        return new EventFile(path, events, written);
    }
}
