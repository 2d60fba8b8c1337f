package io.outrider.evtx;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** What a file is read as. */
final class Lines {

    static final String BEGIN =
            "<Event xmlns='" + SyntheticChunk.NAMESPACE + "'><System><EventID>1</EventID></System><EventData>";
    static final String END = "</EventData></Event>";

    private Lines() {}

    static List<String> of(byte[] file) throws IOException {
        try (InputStream in = new EvtxInput(new ByteArrayInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** The only line of a file with one record. */
    static String of(Consumer<SyntheticChunk> record) throws IOException {
        List<String> lines =
                of(SyntheticChunk.file(new SyntheticChunk().record(record).done()));
        if (lines.size() != 1) {
            throw new AssertionError("expected one line, but found " + lines);
        }
        return lines.get(0);
    }

    /** An event as it is written with a value in its {@code Data}. */
    static String event(String value) {
        return BEGIN + "<Data Name='V'>" + value + "</Data>" + END;
    }
}
