package io.outrider.store;

import java.time.Instant;

/**
 * Messages that came to a source one behind the other, as a {@link ReceiveJournal} keeps them.
 *
 * @param first number of the first message: how many came to the source before it
 * @param count of messages, 1 or more
 * @param at when they came
 * @param bytes what they are, in a form that only their writer knows; not changed any more
 */
public record Received(long first, int count, Instant at, byte[] bytes) {

    public Received {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "expected a number from 0 and messages from 1, but found " + first + " and " + count);
        }
    }

    /** Number behind the last message. */
    public long end() {
        return first + count;
    }
}
