package io.outrider.bench;

import java.io.ByteArrayOutputStream;

/**
 * A part of the benchmark's events, in memory: JSON lines.
 *
 * @param bytes all lines, each with its line feed
 * @param ends behind each line
 */
record Chunk(byte[] bytes, int[] ends) {

    /** The events of these numbers. */
    static Chunk of(EventVariation variation, long first, int count) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream(count * 4096);
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            lines.writeBytes(variation.event(first + i));
            lines.write('\n');
            ends[i] = lines.size();
        }
        return new Chunk(lines.toByteArray(), ends);
    }

    int events() {
        return ends.length;
    }
}
