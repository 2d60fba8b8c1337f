package io.outrider.camel;

import io.outrider.normalize.EventBatch;
import io.outrider.normalize.Reject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/**
 * Tells the steps that it wraps, in the variable {@value #REJECTS}, what of an {@link EventBatch} is no event; each of it once, though the
 * batch fails behind them and its source gives it again.
 *
 * <p>It is kept before the batch is committed and remembered in memory alone, so a process that is killed in between loses none, and the
 * next one keeps it again. Safe for use by several threads.
 */
public final class SetAsideOnce implements Policy {

    /** Exchange variable: what of the batch was no event and is not kept yet, if there is any. */
    static final String REJECTS = "rejects";

    /**
     * Records of batches that failed: two hundred whole batches, and some 10 MB. Beyond it those that were kept longest ago are forgotten,
     * and may be kept again. Few of them stay here for long, those of input that does not come again.
     */
    private static final int MOST = 100_000;

    private final Set<Kept> kept = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Kept, Boolean> eldest) {
            return size() > MOST;
        }
    });

    /**
     * A reject that was kept.
     *
     * @param hash of all of it: at the same place of a unit that begins anew, as a followed file that was emptied, there may be another; one
     *     that is the same in all has its letter
     */
    private record Kept(String unit, long offset, int hash) {

        static Kept of(EventBatch batch, Reject reject) {
            return new Kept(batch.unit().id(), reject.offset(), reject.hashCode());
        }
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            EventBatch batch = exchange.getMessage().getBody(EventBatch.class);
            List<Reject> fresh = fresh(batch);
            // Also without any: an exchange that is tried again has those of the first time still.
            exchange.setVariable(REJECTS, fresh.isEmpty() ? null : fresh);
            boolean through = false;
            try {
                steps.process(exchange);
                through = !exchange.isFailed();
            } finally {
                if (through) {
                    forgetBefore(batch);
                } else if (areKept(exchange)) {
                    remember(batch, fresh);
                }
            }
        };
    }

    private static boolean areKept(Exchange exchange) {
        return exchange.getVariable(KeepLetters.KEPT, false, Boolean.class);
    }

    private synchronized List<Reject> fresh(EventBatch batch) {
        return batch.rejects().stream()
                .filter(reject -> !kept.contains(Kept.of(batch, reject)))
                .toList();
    }

    private synchronized void remember(EventBatch batch, List<Reject> rejects) {
        rejects.forEach(reject -> kept.add(Kept.of(batch, reject)));
    }

    /** What lies before its end: its source goes on there. The batch that failed may have been a longer one. */
    private synchronized void forgetBefore(EventBatch batch) {
        kept.removeIf(before -> before.unit().equals(batch.unit().id()) && before.offset() < batch.endOffset());
    }

    /** The unit's input is not given again as the same: if it comes once more, it is set aside once more. */
    synchronized void forget(String unitId) {
        kept.removeIf(before -> before.unit().equals(unitId));
    }
}
