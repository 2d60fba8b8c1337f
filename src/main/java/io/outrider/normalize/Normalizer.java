package io.outrider.normalize;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes events of records: recognises each one's shape, parses it, and maps its fields.
 *
 * <p>Every record becomes an event or a {@link Reject}; one that had to be repaired becomes both. Records of the Linux audit
 * system that belong together make one further event ({@link AuditJoiner}). JSON that no
 * mapping knows is an event without CIM fields. Usable by several threads at once.
 *
 * <p>A record that was scanned becomes an event that is read when it is asked ({@link ScannedEvents}); all others are
 * parsed whole.
 */
public final class Normalizer {

    // Enough to recognise a record by that is an event all the same, or is too long to be kept.
    private static final int MAX_REJECTED_TEXT = 1024;

    private final FullPath fullPath;
    private final EventTime eventTime;
    private final ScannedEvents scannedEvents;
    private final AuditedProcess auditedProcesses;
    private final Clock clock;

    /**
     * @param zone of times that do not say theirs: {@code outrider.source.<name>.timezone}
     * @param clock gives the time of receipt, for events that state no time
     */
    public Normalizer(ZoneId zone, Clock clock) {
        this(zone, clock, SourceMappings.standard(), DataModels.standard());
    }

    /**
     * @param zone of times that do not say theirs: {@code outrider.source.<name>.timezone}
     * @param clock gives the time of receipt, for events that state no time
     * @param mappings what the fields of sources mean
     * @param models which datasets there are
     * @throws IllegalArgumentException if a mapping names a dataset that is not known
     */
    public Normalizer(ZoneId zone, Clock clock, SourceMappings mappings, DataModels models) {
        this(zone, clock, mappings, models, "");
    }

    /**
     * @param zone of times that do not say theirs: {@code outrider.source.<name>.timezone}
     * @param clock gives the time of receipt, for events that state no time
     * @param mappings what the fields of sources mean
     * @param models which datasets there are
     * @param sourcetype of events that have none themselves: {@code outrider.source.<name>.sourcetype}; empty if they tell
     * @throws IllegalArgumentException if a mapping names a dataset that is not known
     */
    public Normalizer(ZoneId zone, Clock clock, SourceMappings mappings, DataModels models, String sourcetype) {
        this.fullPath = new FullPath(new CimMapper(mappings, models), DefaultFields.standard(sourcetype));
        this.eventTime = new EventTime(zone, clock);
        this.scannedEvents = new ScannedEvents(fullPath, eventTime);
        this.auditedProcesses = new AuditedProcess(fullPath);
        this.clock = clock;
    }

    /** A joiner for the batches of one unit. */
    public AuditJoiner joiner() {
        return new AuditJoiner(auditedProcesses);
    }

    /** The events of a batch that is a unit of its own, in order. Never fails on account of what is in a record. */
    public EventBatch normalize(RecordBatch batch) {
        AuditJoiner joiner = joiner();
        EventBatch normalized = normalize(batch, joiner);
        List<Event> joined = joiner.end();
        if (joined.isEmpty()) {
            return normalized;
        }
        List<Event> events = new ArrayList<>(normalized.events());
        events.addAll(joined);
        return new EventBatch(batch.unit(), events, normalized.rejects(), batch.endOffset(), false);
    }

    /**
     * The events of a batch, in order. Never fails on account of what is in a record.
     *
     * @param joiner of the batch's unit, which gets its batches in order
     */
    public EventBatch normalize(RecordBatch batch, AuditJoiner joiner) {
        joiner.begin(batch);
        List<Event> events = new ArrayList<>(batch.records().size());
        List<Reject> rejects = new ArrayList<>();
        SourceUnit unit = batch.unit();
        for (RawRecord record : batch.records()) {
            ScanIndex index = record.index();
            Event scanned = index == null ? null : scannedEvents.event(unit, record, index);
            if (scanned != null) {
                events.add(scanned);
                continue;
            }
            try {
                Event event = event(unit, record, rejects);
                events.add(event);
                if (event.origin().shape().equals(AuditRecords.SHAPE)) {
                    joiner.add(unit.source(), record, event.raw(), event, events);
                }
            } catch (MalformedRecordException e) {
                rejects.add(reject(unit.place(), record, e.getMessage(), false));
            }
        }
        return new EventBatch(batch.unit(), events, rejects, batch.endOffset(), false);
    }

    private Event event(SourceUnit unit, RawRecord record, List<Reject> rejects) throws MalformedRecordException {
        if (record.fault() == RawRecord.Fault.TOO_LONG) {
            throw new MalformedRecordException("expected a record within the size limit (" + unit.bound()
                    + "), but found one of " + record.length() + " bytes");
        }
        if (record.fault() == RawRecord.Fault.TOO_MANY) {
            throw new MalformedRecordException("expected " + ValueRecords.MOST
                    + " events in a message at most, but found " + record.length() + " bytes behind them");
        }
        String text = record.text();
        RecordParser.Parsed parsed = fullPath.parse(record, text, unit.source());
        Instant received = record.received();
        Instant time = eventTime.of(parsed, received);
        if (time == null) {
            time = received == null ? clock.instant() : received;
            rejects.add(reject(
                    unit.place(),
                    record,
                    "expected a time such as SystemTime or @timestamp, but found none that can be read: the event has"
                            + " the time of receipt",
                    true));
        }
        if (record.fault() == RawRecord.Fault.MALFORMED_TEXT) {
            rejects.add(reject(
                    unit.place(),
                    record,
                    "expected UTF-8, but found other bytes: the event has U+FFFD in their place",
                    true));
        }
        if (parsed.repair() != null) {
            rejects.add(reject(unit.place(), record, parsed.repair(), true));
        }
        CimMapper.Mapped mapped = fullPath.map(parsed);
        Origin origin = new Origin(unit.place(), parsed.shape(), record.line(), record.offset(), record.length());
        return new Event(
                time, mapped.datasets(), new ParsedContent(text, parsed.fields().toMap(), mapped.cim(), origin));
    }

    private static Reject reject(String place, RawRecord record, String reason, boolean repaired) {
        String text = record.text();
        boolean kept = !repaired && isWhole(record.fault());
        String told = kept ? text : beginning(text);
        return new Reject(
                place,
                record.line(),
                record.offset(),
                record.length(),
                // Parsers quote what they found, and what they found may be anything.
                reason.replaceAll("\\p{Cntrl}+", " "),
                told,
                told.length() == text.length() && isWhole(record.fault()),
                repaired);
    }

    private static boolean isWhole(RawRecord.Fault fault) {
        return fault != RawRecord.Fault.TOO_LONG && fault != RawRecord.Fault.TOO_MANY;
    }

    private static String beginning(String text) {
        if (text.length() <= MAX_REJECTED_TEXT) {
            return text;
        }
        // Not between the halves of a surrogate pair.
        boolean cutsPair = Character.isHighSurrogate(text.charAt(MAX_REJECTED_TEXT - 1));
        return text.substring(0, cutsPair ? MAX_REJECTED_TEXT - 1 : MAX_REJECTED_TEXT);
    }
}
