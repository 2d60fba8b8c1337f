package io.outrider.app;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic events of processes, and the answer that {@link #SEARCH} has to give for them: how many of each host lie in each hour. It
 * knows while it makes them what each counts for, and shares nothing with the engine.
 */
final class CountedEvents {

    /** Id of the detection that counts. */
    static final String DETECTION = "counted";

    /** Rows are a host's; {@code notepad.exe}, which some of the events have, is none of them. */
    static final String SEARCH =
            "| tstats count from datamodel=Endpoint.Processes where Processes.process_name=winrs.exe"
                    + " by Processes.dest | rename Processes.* as *";

    private static final Instant FIRST = Instant.parse("2025-06-03T00:00:00Z");
    private static final int HOUR = 3600;
    // Far within the day for which closed windows take late events.
    private static final int HOURS = 10;
    private static final int HOSTS = 25;
    // Seconds by which an event may stand before one that is older.
    private static final int JITTER = 90;

    /**
     * What one alert is about.
     *
     * @param start of the window, in milliseconds since 1970
     */
    record Row(String host, long start) implements Comparable<Row> {

        /**
         * Of its alert, as {@code docs/reference/alert.md} says: SHA-256 over the detection, the start of the window, and the names and
         * values of the {@code by} columns, a text with its length before it. A later {@code rename} has no part in it.
         */
        String id() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream input = new DataOutputStream(bytes)) {
                input.writeByte(1);
                write(input, DETECTION);
                input.writeLong(start / 1_000);
                input.writeInt(0);
                input.writeInt(1);
                write(input, "Processes.dest");
                write(input, host);
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
            } catch (IOException | NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void write(DataOutputStream to, String text) throws IOException {
            to.writeInt(text.length());
            to.writeChars(text);
        }

        @Override
        public int compareTo(Row other) {
            int byStart = Long.compare(start, other.start);
            return byStart != 0 ? byStart : host.compareTo(other.host);
        }
    }

    /** @param row that it counts for; {@code null} if it is none */
    record Event(String text, @Nullable Row row) {}

    private final Random random;
    private final String event;
    private final Map<Row, Integer> answer = new TreeMap<>();

    CountedEvents(Random random) {
        this.random = random;
        try {
            event = Files.readAllLines(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The next events, a line each, of some hours in which there may have been others: nearly in the order of their times. They are not
     * in the answer yet.
     */
    List<Event> next(int many) {
        int from = random.nextInt(HOURS) * HOUR;
        int to = from + (1 + random.nextInt(3)) * HOUR;
        List<Integer> times = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            times.add(from + random.nextInt(to - from));
        }
        Collections.sort(times);
        List<Event> events = new ArrayList<>();
        for (int time : times) {
            events.add(at(Math.max(from, time - random.nextInt(JITTER))));
        }
        return events;
    }

    private Event at(int second) {
        Instant time = FIRST.plusSeconds(second);
        String host = "host-" + random.nextInt(HOSTS) + ".example.com";
        String text = event.replaceAll("<Computer>[^<]*</Computer>", "<Computer>" + host + "</Computer>")
                .replaceAll("SystemTime='[^']*'", "SystemTime='" + time + "'");
        if (random.nextInt(10) == 0) {
            return new Event(text.replace("winrs.exe", "notepad.exe"), null);
        }
        long start = FIRST.plusSeconds(second - second % HOUR).toEpochMilli();
        return new Event(text, new Row(host, start));
    }

    /** The service has these, or can have them when it likes. */
    void count(List<Event> events) {
        for (Event one : events) {
            if (one.row() != null) {
                answer.merge(one.row(), 1, Integer::sum);
            }
        }
    }

    /** How many events each row has, of all that count. */
    Map<Row, Integer> answer() {
        return Collections.unmodifiableMap(answer);
    }
}
