package io.outrider.camel;

import java.util.concurrent.atomic.LongAdder;

/** Counts what came to one source that others send to, and what of it was lost and why. Safe for use by several threads. */
public final class StreamCounters {

    private static final int MOST_OF_A_PROBLEM = 200;

    private final LongAdder received = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder tooLong = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder handshakes = new LongAdder();
    private final LongAdder idle = new LongAdder();
    private final LongAdder setAside = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private final LongAdder heldUp = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private volatile long unseen;
    private volatile String problem = "";

    /** A message came; what becomes of it is counted beside. */
    public void received() {
        received.increment();
    }

    /** A message was thrown away, because there was no room for it. */
    public void dropped(String why) {
        dropped.increment();
        problem(why);
    }

    /** A message was longer than is allowed; its beginning is set aside. */
    public void tooLong() {
        tooLong.increment();
    }

    /** A frame was malformed, and its connection closed. */
    public void malformed(String why) {
        malformed.increment();
        problem(why);
    }

    /** A connection was refused, because there were too many. */
    public void refused(String why) {
        refused.increment();
        problem(why);
    }

    /** A TLS handshake failed. */
    public void handshakeFailed(String why) {
        handshakes.increment();
        problem(why);
    }

    /** A connection was closed, because for too long it gave no whole message. */
    public void idle() {
        idle.increment();
    }

    /** Messages of a batch that failed again and again went to the dead letters. */
    public void setAside(int messages, String why) {
        setAside.add(messages);
        problem(why);
    }

    /** Messages had not been worked on when the service stopped. */
    public void undelivered(long messages) {
        undelivered.add(messages);
    }

    /** Senders wait from now on, because what they send cannot be written down. */
    public void heldUp(String why) {
        heldUp.increment();
        problem(why);
    }

    /** Messages that were written down cannot be read. */
    public void unreadable(long messages, String why) {
        unreadable.add(messages);
        problem(why);
    }

    /** How many messages the system threw away before they could be read, since the source was opened. */
    public void unseen(long messages) {
        unseen = messages;
    }

    // Part of it may be what a sender sent, or what a library quotes of it.
    private void problem(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        problem = line.length() <= MOST_OF_A_PROBLEM ? line : line.substring(0, MOST_OF_A_PROBLEM);
    }

    /** The counts as they stand. */
    public Counts counts() {
        return new Counts(
                received.sum(),
                dropped.sum(),
                unseen,
                tooLong.sum(),
                malformed.sum(),
                refused.sum(),
                handshakes.sum(),
                idle.sum(),
                setAside.sum(),
                undelivered.sum(),
                heldUp.sum(),
                unreadable.sum(),
                problem);
    }

    /**
     * Counts at one moment.
     *
     * @param received messages, whatever became of them
     * @param dropped messages that were thrown away for want of room
     * @param unseen messages that the system threw away before they could be read; 0 where it does not tell
     * @param tooLong messages that were cut and set aside
     * @param malformed frames that ended their connection
     * @param refused connections beyond what is allowed
     * @param handshakes TLS handshakes that failed
     * @param idle connections that were closed because they gave no whole message for too long
     * @param setAside messages in the dead letters, because their batch failed again and again
     * @param undelivered messages that were received and not worked on when the service stopped
     * @param heldUp how often senders began to wait because what they send could not be written down; they lose nothing by it
     * @param unreadable messages that were written down and could not be read
     * @param problem what was wrong last, in words; empty if nothing was
     */
    public record Counts(
            long received,
            long dropped,
            long unseen,
            long tooLong,
            long malformed,
            long refused,
            long handshakes,
            long idle,
            long setAside,
            long undelivered,
            long heldUp,
            long unreadable,
            String problem) {

        /** The number of things that an operator should know of: messages lost or set aside, senders turned away. */
        public long losses() {
            return dropped + unseen + tooLong + malformed + refused + handshakes + setAside + undelivered + unreadable;
        }

        /** The counts in a line of a log. */
        public String line() {
            return received + " messages received, " + dropped + " dropped, " + unseen + " dropped by the system, "
                    + tooLong
                    + " too long, " + setAside + " set aside, " + undelivered + " not worked on, " + malformed
                    + " malformed frames, " + refused + " connections refused, " + handshakes
                    + " failed TLS handshakes, " + idle + " idle connections closed, " + heldUp
                    + " times held up by the journal, " + unreadable + " unreadable in it";
        }
    }
}
