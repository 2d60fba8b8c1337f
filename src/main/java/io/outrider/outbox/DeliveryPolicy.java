package io.outrider.outbox;

import java.time.Duration;
import java.util.Optional;

/**
 * How alerts go into a sink.
 *
 * @param concurrency calls at a time
 * @param rate most calls in a time; empty for as many as it takes
 * @param together alerts that go in one call; 1 for sinks that take one at a time
 * @param digest for which alerts wait for others to go with; zero if they do not
 * @param delay before the second try; doubled for each further one
 * @param maximumDelay between two tries
 * @param giveUpAfter since the first try: then an alert is given up
 * @param maxWaiting alerts that wait for the sink; beyond it its oldest are given up
 * @param abandons whether all that waits is given up once the sink took nothing for {@code giveUpAfter}: where nobody goes on later
 */
public record DeliveryPolicy(
        int concurrency,
        Optional<Rate> rate,
        int together,
        Duration digest,
        Duration delay,
        Duration maximumDelay,
        Duration giveUpAfter,
        int maxWaiting,
        boolean abandons) {

    // Threads of a sink.
    private static final int MOST_CONCURRENT = 64;

    public DeliveryPolicy {
        if (concurrency < 1 || concurrency > MOST_CONCURRENT) {
            throw new IllegalArgumentException(
                    "concurrency: expected 1 to " + MOST_CONCURRENT + ", but found " + concurrency);
        }
        if (!digest.isZero() && together == 1) {
            throw new IllegalArgumentException(
                    "digest: expected a sink that takes several alerts at a time, but this type takes one");
        }
        if (delay.isNegative() || delay.isZero() || maximumDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException("delay: expected more than 0 and at most " + maximumDelay.toMillis()
                    + " ms, the maximum delay, but found " + delay.toMillis() + " ms");
        }
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("max-waiting: expected 1 or more, but found " + maxWaiting);
        }
    }

    /** So many calls in a time. */
    public record Rate(int calls, Duration period) {

        public Rate {
            if (calls < 1 || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("rate: expected one call or more, but found " + calls);
            }
        }
    }
}
