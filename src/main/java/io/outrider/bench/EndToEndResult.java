package io.outrider.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast the application is beside its engine, and how much heap it takes.
 *
 * @param events in the file
 * @param bytes of the file
 * @param lines one for each number of rules
 */
public record EndToEndResult(long events, long bytes, List<Line> lines) {

    public EndToEndResult {
        lines = List.copyOf(lines);
    }

    /**
     * The application with a number of rules over the whole file, and over a quarter of it.
     *
     * @param enginePerSecond events per second of one core's time that the engine takes on one thread
     * @param eventsPerSecond of the clock, from the file's first byte to the last alert
     * @param laterPerSecond the same of what the whole file has more than the quarter: without what a JVM does at the beginning
     * @param cores at work on average: fewer than there are, where other processes want them too
     * @param heapPeak most bytes in use
     * @param heapKept most bytes in use after a collection
     * @param heapKeptOfQuarter the same over the quarter
     * @param withoutRoom matches that are in no row, because of {@code outrider.grouping.max-rows}
     */
    public record Line(
            int count,
            double enginePerSecond,
            double eventsPerSecond,
            double laterPerSecond,
            double cores,
            long heapPeak,
            long heapKept,
            long heapKeptOfQuarter,
            long alerts,
            long withoutRoom) {

        static Line of(int count, double engine, RoutesRun quarter, RoutesRun whole) {
            return new Line(
                    count,
                    engine,
                    perSecond(whole.events(), whole.elapsedMillis()),
                    perSecond(whole.events() - quarter.events(), whole.elapsedMillis() - quarter.elapsedMillis()),
                    (double) whole.cpuMillis() / Math.max(1, whole.elapsedMillis()),
                    whole.collector().peak(),
                    whole.collector().kept(),
                    quarter.collector().kept(),
                    whole.alerts(),
                    whole.withoutRoom());
        }

        private static double perSecond(long events, long millis) {
            return events * 1e3 / Math.max(1, millis);
        }

        public double ratio() {
            return eventsPerSecond / enginePerSecond;
        }

        public double laterRatio() {
            return laterPerSecond / enginePerSecond;
        }

        private Map<String, Object> toMap() {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("count", count);
            line.put("engine_events_per_s", Math.round(enginePerSecond));
            line.put("events_per_s", Math.round(eventsPerSecond));
            line.put("later_events_per_s", Math.round(laterPerSecond));
            line.put("ratio", Math.round(ratio() * 1000) / 1000.0);
            line.put("later_ratio", Math.round(laterRatio() * 1000) / 1000.0);
            line.put("cores", Math.round(cores * 100) / 100.0);
            line.put("heap_peak_bytes", heapPeak);
            line.put("heap_kept_bytes", heapKept);
            line.put("heap_kept_bytes_of_quarter", heapKeptOfQuarter);
            line.put("alerts", alerts);
            line.put("without_room", withoutRoom);
            return line;
        }
    }

    /** The result as JSON has it. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("events", events);
        map.put("bytes", bytes);
        map.put("heap_limit_bytes", EndToEnd.HEAP << 20);
        map.put("end_to_end", lines.stream().map(Line::toMap).toList());
        return map;
    }
}
