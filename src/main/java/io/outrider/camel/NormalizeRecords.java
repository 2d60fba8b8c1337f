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
 * variable {@value #TIMEZONE}; events that have no sourcetype get that of the variable {@value #SOURCETYPE}.
 */
public final class NormalizeRecords implements Processor {

    /** Exchange variable: a zone id, for example {@code UTC} or {@code Europe/Berlin}. */
    public static final String TIMEZONE = "timezone";

    /** Exchange variable: the sourcetype of events that have none themselves; empty or absent where they tell. */
    public static final String SOURCETYPE = "sourcetype";

    private final Clock clock;
    private final Statistics statistics;
    private final SourceMappings mappings;
    private final DataModels models;
    private final AuditJoiners joiners;
    // As many as the sources differ in.
    private final Map<Reading, Normalizer> normalizers = new ConcurrentHashMap<>();

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
        String sourcetype = exchange.getVariable(SOURCETYPE, "", String.class);
        Normalizer normalizer = normalizers.computeIfAbsent(new Reading(zone, sourcetype), this::normalizer);
        RecordBatch batch = exchange.getMessage().getBody(RecordBatch.class);
        EventBatch events = normalizer.normalize(batch, joiners.of(batch.unit(), normalizer));
        statistics.normalized(events);
        exchange.getMessage().setBody(events);
    }

    private Normalizer normalizer(Reading reading) {
        return new Normalizer(ZoneId.of(reading.zone()), clock, mappings, models, reading.sourcetype());
    }

    /** What an operator says of a source's records. */
    private record Reading(String zone, String sourcetype) {}
}
