package io.outrider.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.AuditJoiners;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceUnit;
import io.outrider.normalize.ValueRecords;
import io.outrider.store.DeadLetterStore;
import io.outrider.store.DeadLetterStore.Retried;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Input that was no event, and is to be given again: for each letter {@link #begin}, {@link #end} and then {@link #done}, or {@link
 * #failed}. A letter is a source unit of its own, so its position tells whether its events are in the windows already: what an earlier
 * process gave and could not say so is not given twice. Used by one thread at a time.
 */
public final class RetriedEvents {

    /** Exchange variable: the {@link Retried} that is given. */
    public static final String RETRIED = "retried";

    /** Exchange variable: whether its events are in the windows already. */
    public static final String GIVEN = "given";

    private static final Logger LOG = LoggerFactory.getLogger("outrider.dead-letters");

    // As many a second.
    private static final int AT_ONCE = 50;
    // Of these at once in memory; one alone may be more. As two batches of a file.
    private static final long BYTES_AT_ONCE = 16 << 20;

    private final @Nullable DeadLetterStore store;
    private final WindowGrouping grouping;
    private final AuditJoiners joiners;
    private final SetAsideOnce setAsideOnce;
    private final int maxEventSize;
    private final Function<String, Optional<Map<String, String>>> sources;
    // Letters whose units have ended, until the store knows.
    private final Set<Long> ended = new HashSet<>();
    private boolean told;

    /**
     * @param store {@code null} if there is none
     * @param maxEventSize in bytes, as for all input
     * @param sources the properties of the source that has a route, as they are now; empty if there is none
     */
    public RetriedEvents(
            @Nullable DeadLetterStore store,
            WindowGrouping grouping,
            AuditJoiners joiners,
            SetAsideOnce setAsideOnce,
            int maxEventSize,
            Function<String, Optional<Map<String, String>>> sources) {
        this.store = store;
        this.grouping = grouping;
        this.joiners = joiners;
        this.setAsideOnce = setAsideOnce;
        this.maxEventSize = maxEventSize;
        this.sources = sources;
    }

    /** Some of those that are to be given again; none if the store cannot be read. */
    public List<Retried> marked() {
        if (store == null) {
            return List.of();
        }
        try {
            List<Retried> marked = store.retried(AT_ONCE, BYTES_AT_ONCE);
            told = false;
            return marked;
        } catch (StoreException e) {
            if (!told) {
                LOG.error("No dead letter is given again until this is mended: {}", e.getMessage());
            }
            told = true;
            return List.of();
        }
    }

    /** In a {@link Retried}, out a {@link RecordBatch}. */
    public void begin(Exchange exchange) throws IOException {
        Retried retried = exchange.getMessage().getBody(Retried.class);
        exchange.setVariable(RETRIED, retried);
        JsonNode letter = DeadLetters.read(retried.bytes());
        SourceUnit unit = unit(retried, letter.path("source").asText());
        setReading(exchange, letter);
        exchange.setVariable(GIVEN, ended.contains(retried.number()) || grouping.position(unit.id()) > 0);
        List<RawRecord> records = new ArrayList<>();
        byte[] text = letter.path("text").asText().getBytes(StandardCharsets.UTF_8);
        // It was short enough; U+FFFD in the place of a byte makes it longer.
        new ValueRecords(Math.max(maxEventSize, text.length)).cut(text, 0, records);
        exchange.getMessage().setBody(new RecordBatch(unit, records, 1));
    }

    /** As its source has it now, which may be what was mended; as the letter has it, where the source is no more. */
    private void setReading(Exchange exchange, JsonNode letter) {
        String route = letter.path("route").asText();
        Optional<Map<String, String>> source = sources.apply(route);
        exchange.setVariable(KeepLetters.ROUTE, route);
        exchange.setVariable(
                NormalizeRecords.TIMEZONE,
                source.map(now -> now.getOrDefault("timezone", "UTC"))
                        .orElseGet(() -> letter.path("timezone").asText()));
        exchange.setVariable(
                NormalizeRecords.SOURCETYPE,
                source.map(now -> now.getOrDefault("sourcetype", ""))
                        .orElseGet(() -> letter.path("sourcetype").asText()));
    }

    /** Out the batch that says that there is no more. */
    public void end(Exchange exchange) {
        // Of the batch before: it is told.
        exchange.removeVariable(BatchUnitOfWork.SET_ASIDE);
        exchange.getMessage().setBody(joiners.end(unit(retried(exchange), ""), 1));
    }

    /** The letter is no more. */
    public void done(Exchange exchange) {
        Retried retried = retried(exchange);
        ended.add(retried.number());
        store().done(retried.number());
        ended.remove(retried.number());
        grouping.forget(unit(retried, "").id());
        LOG.info("The dead letter event/{} was given again", retried.number());
    }

    /** The letter stays, with the reason; if its events are in the windows, only the rest is made, some seconds later. */
    public void failed(Exchange exchange) {
        Retried retried = retried(exchange);
        SourceUnit unit = unit(retried, "");
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String reason = "could not be given again: " + (cause == null ? "unknown" : cause.getMessage());
        LOG.warn("The dead letter event/{} {}", retried.number(), reason);
        if (ended.contains(retried.number()) || grouping.position(unit.id()) > 0) {
            return;
        }
        joiners.end(unit, 0);
        grouping.forget(unit.id());
        store().failed(retried.number(), reason);
        // Somebody may drop what was kept of it, and then ask for it again.
        setAsideOnce.forget(unit.id());
    }

    private DeadLetterStore store() {
        if (store == null) {
            throw new IllegalStateException("expected a store, which alone has letters to give again");
        }
        return store;
    }

    private static Retried retried(Exchange exchange) {
        return exchange.getVariable(RETRIED, Retried.class);
    }

    private static SourceUnit unit(Retried retried, String source) {
        return new SourceUnit("dead-letter event/" + retried.number(), source);
    }
}
