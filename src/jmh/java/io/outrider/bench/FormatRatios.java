package io.outrider.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Prints, for each format, what the two sides of {@link FormatContest} take: medians of this thread's CPU time, the sides in
 * turns, so that other work on the machine meets both. {@code -Dbench} names a number of rounds; 200 without it: under load it takes half of them until all is compiled.
 */
public final class FormatRatios {

    private FormatRatios() {}

    /** @param arguments the number of rounds, and names of formats; all of them if none is named */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 && arguments[0].matches("[0-9]{1,6}") ? Integer.parseInt(arguments[0]) : 200;
        System.out.println("format, bytes an event, peer: us, common event: us, ratio, bytes of fields read an event");
        for (Rendering format : Rendering.values()) {
            if (arguments.length < 2 || Arrays.asList(arguments).contains(format.name())) {
                measure(format, rounds);
            }
        }
    }

    private static void measure(Rendering format, int rounds) throws Exception {
        FormatContest contest = new FormatContest(format);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] peer = new double[rounds];
        double[] events = new double[rounds];
        long found = 0;
        for (int round = 0; round < rounds; round++) {
            long begin = threads.getCurrentThreadCpuTime();
            found += contest.tokens();
            long middle = threads.getCurrentThreadCpuTime();
            long count = contest.commonEvents();
            long end = threads.getCurrentThreadCpuTime();
            if (count != FormatContest.EVENTS || found == 0) {
                throw new IllegalStateException(
                        "expected " + FormatContest.EVENTS + " events of " + format + ", but found " + count);
            }
            peer[round] = (middle - begin) / 1e3 / count;
            events[round] = (end - middle) / 1e3 / count;
        }
        double one = median(peer);
        double other = median(events);
        System.out.printf(
                "%s %d B, %s %.2f, %.2f, %.2f, %d%n",
                format,
                contest.size(),
                format.peer(),
                one,
                other,
                other / one,
                contest.read() / rounds / FormatContest.EVENTS);
    }

    /** Of the second half: the first warms up. */
    private static double median(double[] times) {
        double[] warm = Arrays.copyOfRange(times, times.length / 2, times.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
