package io.outrider.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one sink knows of tickets that its system's search may not show yet: which were opened here, and when "none" cannot be believed.
 *
 * <p>What was opened here is kept by its id, so a later revision need not wait for the search. Where the id is not known, because the
 * answer was lost or another process opened the ticket and was killed, "none" is believed only when so long has passed as the search takes.
 * Safe for use by several threads.
 */
final class SearchLag {

    // Some megabytes. What is older is long in the search, at the rates that such systems take.
    private static final int MOST = 10_000;

    private final Duration delay;
    private final Map<String, Opening> openings = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Opening> eldest) {
            return size() > MOST;
        }
    };

    /** A call that opens a ticket; without an id its answer is not known. */
    private record Opening(Instant at, Optional<String> ticket) {}

    /** @param delay after which the search shows what was made; zero if it does at once */
    SearchLag(Duration delay) {
        this.delay = delay;
    }

    /** A ticket of the alert is about to be opened. */
    synchronized void opens(Finding finding, Delivery delivery) {
        openings.put(finding.id(), new Opening(delivery.clock().instant(), Optional.empty()));
    }

    /** It was. */
    synchronized void opened(Finding finding, String ticket, Delivery delivery) {
        openings.put(finding.id(), new Opening(delivery.clock().instant(), Optional.of(ticket)));
    }

    /** It was not, or is no more. */
    synchronized void forget(Finding finding) {
        openings.remove(finding.id());
    }

    /** The ticket of the alert, if it was opened here. */
    synchronized Optional<String> ticket(Finding finding) {
        return Optional.ofNullable(openings.get(finding.id())).flatMap(Opening::ticket);
    }

    /** Fails if the search says that the alert has no ticket, and may not know it yet. */
    void believe(Finding finding, Delivery delivery) throws FailedDeliveryException {
        Instant now = delivery.clock().instant();
        Duration most = atMost(delivery.patience().giveUpAfter().dividedBy(2));
        Instant began = delivery.patience().began();
        // Whatever an earlier process sent was said before this one began, or is behind what was.
        boolean ofEarlier = finding.revision() > 0 || finding.said().isBefore(began);
        if (ofEarlier && within(began, now, most)) {
            // Others have to wait as well: one failure for all of them.
            throw delivery.failure(
                    "expected the ticket of an alert that an earlier process may have opened just before it ended, but"
                            + " found none: the search is asked again when it must know it",
                    Duration.between(now, began.plus(most)));
        }
        if (isUnanswered(finding, now, most)) {
            throw delivery.failure(
                    "expected the ticket that was asked for without an answer, but found none: the search is asked"
                            + " again until it must know it",
                    null);
        }
    }

    // An alert must not be given up for the wait.
    private Duration atMost(Duration most) {
        return delay.compareTo(most) < 0 ? delay : most;
    }

    private synchronized boolean isUnanswered(Finding finding, Instant now, Duration most) {
        Opening opening = openings.get(finding.id());
        return opening != null && opening.ticket().isEmpty() && within(opening.at(), now, most);
    }

    // A clock that was set back says nothing of the search.
    private static boolean within(Instant from, Instant now, Duration most) {
        return !now.isBefore(from) && now.isBefore(from.plus(most));
    }
}
