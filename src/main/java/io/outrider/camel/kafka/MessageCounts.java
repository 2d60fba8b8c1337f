package io.outrider.camel.kafka;

import java.util.concurrent.atomic.LongAdder;

/** What of a consumer's messages became no record, and why. Safe for use by several threads. */
final class MessageCounts {

    private final LongAdder messages = new LongAdder();
    private final LongAdder withoutValue = new LongAdder();
    private final LongAdder readBefore = new LongAdder();

    void message() {
        messages.increment();
    }

    /** A tombstone, or a value of nothing but white space. */
    void withoutValue() {
        withoutValue.increment();
    }

    /** A message that came again after its batch had gone through. */
    void readBefore() {
        readBefore.increment();
    }

    /** In a line of a log. */
    String line() {
        return messages + " messages, " + withoutValue + " of them without a value; " + readBefore
                + " came again and were left out";
    }
}
