package io.outrider.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's log of its garbage collector says of the heap; written with {@code -Xlog:gc:file=FILE} (JEP 158, JEP 271).
 *
 * @param peak most bytes in use before a collection
 * @param kept most bytes in use after one: what lives, and what the collector has left for later
 */
record CollectorLog(long peak, long kept) {

    // Example: GC(10) Pause Young (Normal) (G1 Evacuation Pause) 137M->16M(208M) 8.444ms
    private static final Pattern PAUSE = Pattern.compile("Pause (?:Young|Full).* (\\d+)([KMG])->(\\d+)([KMG])\\(");

    private static final Map<String, Long> UNITS = Map.of("K", 1L << 10, "M", 1L << 20, "G", 1L << 30);

    /** Zeros if nothing was collected. */
    static CollectorLog read(Path file) throws IOException {
        long peak = 0;
        long kept = 0;
        for (String line : Files.readAllLines(file)) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.find()) {
                peak = Math.max(peak, bytes(pause.group(1), pause.group(2)));
                kept = Math.max(kept, bytes(pause.group(3), pause.group(4)));
            }
        }
        return new CollectorLog(peak, kept);
    }

    private static long bytes(String number, String unit) {
        return Long.parseLong(number) * UNITS.getOrDefault(unit, 1L);
    }
}
