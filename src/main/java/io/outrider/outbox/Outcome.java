package io.outrider.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a try to send alerts into a sink. */
public sealed interface Outcome {

    /** The sink has them. */
    record Delivered() implements Outcome {}

    /**
     * To be tried again.
     *
     * @param reason for people; never with a secret
     * @param leastWait that the sink asked for, at least; {@code null} if it did not
     */
    record Failed(String reason, @Nullable Duration leastWait) implements Outcome {}

    /** Never will be taken. @param reason for people; never with a secret */
    record Refused(String reason) implements Outcome {}
}
