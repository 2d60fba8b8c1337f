package io.outrider.camel;

import io.outrider.cim.DataModels;
import io.outrider.normalize.AuditJoiners;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.SourceMappings;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Normalises a batch: in {@link RecordBatch}, out {@link EventBatch}. Times that name no zone are read in that of the
 * variable {@value #TIMEZONE}.
 */
public final class NormalizeRecords implements Processor {

    /** Exchange variable: a zone id, for example {@code UTC} or {@code Europe/Berlin}. */
    public static final String TIMEZONE = "timezone";

    /** Exchange variable: what of the batch was no event, if there is any. */
    public static final String REJECTS = "rejects";

    private final Clock clock;
    private final Statistics statistics;
    private final SourceMappings mappings;
    private final DataModels models;
    private final AuditJoiners joiners;
    private final Map<String, Normalizer> byZone = new ConcurrentHashMap<>();

    /**
     * @param mappings what the fields of sources mean
     * @param models which datasets there are
     * @param joiners of the units that are being read
     */
    public NormalizeRecords(
            Clock clock, Statistics statistics, SourceMappings mappings, DataModels models, AuditJoiners joiners) {
        this.clock = clock;
        this.statistics = statistics;
        this.mappings = mappings;
        this.models = models;
        this.joiners = joiners;
    }

    @Override
    public void process(Exchange exchange) {
        String zone = exchange.getVariable(TIMEZONE, "UTC", String.class);
        Normalizer normalizer =
                byZone.computeIfAbsent(zone, id -> new Normalizer(ZoneId.of(id), clock, mappings, models));
        RecordBatch batch = exchange.getMessage().getBody(RecordBatch.class);
        EventBatch events = normalizer.normalize(batch, joiners.of(batch.unit(), normalizer));
        statistics.normalized(events);
        if (!events.rejects().isEmpty()) {
            exchange.setVariable(REJECTS, events.rejects());
        }
        exchange.getMessage().setBody(events);
    }
}
