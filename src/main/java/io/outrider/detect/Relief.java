package io.outrider.detect;

import java.util.Set;
import java.util.TreeSet;

/** What is given up of windows to make room (decision 20), and how much of it: some with each batch that does. Used under the grouping's lock. */
public final class Relief {

    /** Few enough that what they say is seldom much more than a batch may, and that their deletion takes no more than milliseconds. */
    static final int WINDOWS_AT_ONCE = 64;

    private static final int NAMES = 10;

    private final UndoLog undo;
    private final Set<String> names = new TreeSet<>();
    private long forgotten;
    private long given;
    private long early;
    private boolean more;
    // So that no more than is needed is given up of windows that are large, and many that are small are through soon.
    private int atOnce = 1;
    private int mayClose;
    private volatile Total total = new Total(0, 0, 0, Set.of(), false);

    Relief(UndoLog undo) {
        this.undo = undo;
    }

    /**
     * What was given up so far.
     *
     * @param forgotten windows that were closed and are kept no more
     * @param closed windows that were open
     * @param early those of them that waited for events still: what they said is partial
     * @param detections names of some of the detections whose windows these were
     * @param moreDetections whether there are others
     */
    public record Total(long forgotten, long closed, long early, Set<String> detections, boolean moreDetections) {

        public Total {
            detections = Set.copyOf(detections);
        }

        /** Whether it is not what it was. */
        boolean differs(Total before) {
            return forgotten != before.forgotten || closed != before.closed;
        }
    }

    /** A batch of another kind begins: what was given up was enough. */
    void reset() {
        atOnce = 1;
    }

    /** Begins a batch. @return how many windows it may forget, or close if there are none to be forgotten */
    int begin() {
        int most = atOnce;
        atOnce = Math.min(WINDOWS_AT_ONCE, 2 * atOnce);
        mayClose = most;
        return most;
    }

    /** Windows were forgotten: then the batch closes none. */
    void forgot(int windows) {
        forgotten += windows;
        mayClose = windows == 0 ? mayClose : 0;
        publish();
    }

    /** How many windows the batch may close now; none if it is asked once more. */
    int mayClose() {
        int most = mayClose;
        mayClose = 0;
        return most;
    }

    /** A window was closed. @param relieving to make room @param tooEarly though it waited for events still */
    void closed(WindowTable table, boolean relieving, boolean tooEarly) {
        if (!relieving) {
            return;
        }
        given++;
        early += tooEarly ? 1 : 0;
        String name = table.rule().rule().about().name();
        if (tooEarly && names.size() < NAMES) {
            names.add(name);
        }
        more |= tooEarly && !names.contains(name);
        publish();
        undo.add(() -> {
            given--;
            early -= tooEarly ? 1 : 0;
            publish();
        });
    }

    private void publish() {
        total = new Total(forgotten, given, early, names, more);
    }

    Total total() {
        return total;
    }
}
