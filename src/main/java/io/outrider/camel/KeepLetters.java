package io.outrider.camel;

import io.outrider.detect.LateRow;
import io.outrider.detect.RuleFailure;
import io.outrider.normalize.Reject;
import io.outrider.store.DeadLetterStore;
import io.outrider.store.DeadLetterStore.NewLetter;
import io.outrider.store.LetterId.Kind;
import io.outrider.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was set aside as dead letters in the store: in and out a list of rejects, late rows and failures. The variable {@value
 * #KEPT} is false if there is no store or it cannot be written, so that the steps behind it keep the list elsewhere.
 */
public final class KeepLetters implements Processor {

    /** Exchange variable: whether the store has them. */
    public static final String KEPT = "kept";

    /** Exchange variable: the route that read the input first, where it is not the one that reads it now. */
    static final String ROUTE = "letterRoute";

    private static final Logger LOG = LoggerFactory.getLogger("outrider.dead-letters");

    private final @Nullable DeadLetterStore store;
    private final DeadLetters documents;
    private final int most;
    private final long mostBytes;
    private final Clock clock;
    // All guarded by this.
    private long gone;
    private final LogPace ofGone = new LogPace();
    private final LogPace ofFailure = new LogPace();

    /**
     * @param store {@code null} if there is none
     * @param most letters of input and matches that stay
     * @param mostBytes in all of them
     */
    public KeepLetters(@Nullable DeadLetterStore store, DeadLetters documents, int most, long mostBytes, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "outrider.dead-letters.max-count: expected 1 or more, but found " + most);
        }
        if (mostBytes < 1) {
            throw new IllegalArgumentException(
                    "outrider.dead-letters.max-size: expected 1 mebibyte or more, but found " + mostBytes + " bytes");
        }
        this.store = store;
        this.documents = documents;
        this.most = most;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        // Also where it is not: what was set aside before may have been kept.
        exchange.setVariable(KEPT, false);
        if (store == null) {
            return;
        }
        Instant now = clock.instant();
        List<?> setAside = exchange.getMessage().getMandatoryBody(List.class);
        List<NewLetter> letters = new ArrayList<>(setAside.size());
        setAside.forEach(item -> letters.add(letter(item, now, exchange)));
        try {
            tellOfGone(store.add(letters, most, mostBytes), now);
            exchange.setVariable(KEPT, true);
        } catch (StoreException e) {
            tellOfFailure(letters.size(), e, now);
        }
    }

    private NewLetter letter(Object item, Instant now, Exchange exchange) {
        if (item instanceof Reject reject) {
            return new NewLetter(
                    Kind.EVENT,
                    now,
                    reject.source(),
                    reject.reason(),
                    obstacle(reject),
                    documents.document(
                            reject,
                            exchange.getVariable(ROUTE, exchange.getFromRouteId(), String.class),
                            exchange.getVariable(NormalizeRecords.TIMEZONE, "UTC", String.class),
                            exchange.getVariable(NormalizeRecords.SOURCETYPE, "", String.class)));
        }
        String name = item instanceof LateRow late ? late.name() : ((RuleFailure) item).name();
        return new NewLetter(
                Kind.MATCH,
                now,
                name,
                DeadLetters.reason(item),
                "a match is not kept with its events; what gave them may be read again",
                documents.document(item));
    }

    private static @Nullable String obstacle(Reject reject) {
        if (reject.repaired()) {
            return "an event was made of it all the same";
        }
        return reject.whole() ? null : "its text was cut; what is kept is its beginning";
    }

    private synchronized void tellOfGone(int more, Instant now) {
        gone += more;
        if (gone > 0 && ofGone.isDue(now)) {
            LOG.warn(
                    "{} dead letters of events and matches are deleted, because newer ones have come and there is room for"
                            + " {} (outrider.dead-letters.max-count) and {} bytes (outrider.dead-letters.max-size)",
                    gone,
                    most,
                    mostBytes);
            gone = 0;
            ofGone.told(now);
        }
    }

    private synchronized void tellOfFailure(int count, StoreException failure, Instant now) {
        if (ofFailure.isDue(now)) {
            ofFailure.told(now);
            LOG.error(
                    "{} dead letters go into files of outrider.dead-letters.directory: {}",
                    count,
                    failure.getMessage());
        }
    }
}
