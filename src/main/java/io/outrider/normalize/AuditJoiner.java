package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the records of audit events of one unit, by host and identity, and gives the launch of a process as one further
 * event ({@link AuditedProcess}). The lines are events of their own, whatever comes of them here.
 *
 * <p>An event is complete with its {@code EOE} record, with {@code PROCTITLE} if what comes before it is there (the kernel
 * writes it last), once {@link #MAX_AGE} records or a record {@link #MAX_SECONDS} later have come, or at the end of the
 * unit. When there is no room the oldest is taken for complete. Nothing here depends on how records come in batches.
 *
 * <p>For one thread at a time, as a unit's batches come.
 */
public final class AuditJoiner {

    /** Events whose records are mixed: auditd writes one after the other, a relay of many hosts mixes some. */
    static final int MAX_OPEN = 256;

    /** Records of the unit from an event's last one on: so far does the order of UDP datagrams not slip. */
    static final int MAX_AGE = 1024;

    /** auditd itself waits two seconds for the end of an event (auditd.conf(5), end_of_event_timeout). */
    static final int MAX_SECONDS = 2;

    /** Records of one event: arguments may take hundreds of EXECVE records, and more than these no one reads. */
    static final int MAX_RECORDS = 512;

    /** Characters of all open events: as many as one record may have, twice. */
    static final int MAX_CHARACTERS = 2 << 20;

    private final AuditedProcess processes;
    private Map<String, AuditEvent> open = new LinkedHashMap<>();
    private long records;
    private long characters;

    // As it was before the batch that is under way, which comes again if it fails.
    private Map<String, AuditEvent> openBefore = Map.of();
    private long positionBefore;
    private long position;

    AuditJoiner(AuditedProcess processes) {
        this.processes = processes;
    }

    /** Begins a batch; if it is one that was begun before, as it was then. */
    void begin(RecordBatch batch) {
        List<RawRecord> batchRecords = batch.records();
        long offset = batchRecords.isEmpty() ? position : batchRecords.get(0).offset();
        if (offset < position) {
            // Read again, from the batch that failed or from further back: then what is known belongs to later records.
            open = offset >= positionBefore ? copy(openBefore) : new LinkedHashMap<>();
            characters =
                    open.values().stream().mapToLong(AuditEvent::characters).sum();
        }
        openBefore = open.isEmpty() ? Map.of() : copy(open);
        positionBefore = offset;
        position = batch.endOffset();
    }

    /**
     * Takes a record.
     *
     * @param source of the unit
     * @param events gets the event that is complete with it
     */
    void add(String source, RawRecord record, String text, Event line, List<Event> events) {
        records++;
        expire(line, events);
        String type = first(line, AuditRecords.TYPE);
        String key = first(line, DefaultFields.HOST) + ' ' + first(line, AuditRecords.ID);
        AuditEvent event = open.get(key);
        if (event == null) {
            if (!AuditEvent.isPart(type)) {
                return;
            }
            event = new AuditEvent(source, line);
            open.put(key, event);
        }
        long before = event.characters();
        event.add(type, text, record, line, records);
        characters += event.characters() - before;
        if (event.isComplete()) {
            close(key, events);
        }
        while (characters > MAX_CHARACTERS || open.size() > MAX_OPEN) {
            close(open.keySet().iterator().next(), events);
        }
    }

    /** The events that are complete now that the unit has ended. */
    List<Event> end() {
        List<Event> events = new ArrayList<>();
        open.values().forEach(event -> processes.of(event).ifPresent(events::add));
        open.clear();
        characters = 0;
        return events;
    }

    /** Takes the oldest for complete, as long as they are too old. */
    private void expire(Event line, List<Event> events) {
        List<String> expired = new ArrayList<>(0);
        for (Map.Entry<String, AuditEvent> entry : open.entrySet()) {
            AuditEvent event = entry.getValue();
            boolean old = records - event.lastRecord() > MAX_AGE
                    || line.time().isAfter(event.time().plusSeconds(MAX_SECONDS));
            if (!old) {
                break;
            }
            expired.add(entry.getKey());
        }
        expired.forEach(key -> close(key, events));
    }

    private void close(String key, List<Event> events) {
        AuditEvent event = open.remove(key);
        if (event != null) {
            characters -= event.characters();
            processes.of(event).ifPresent(events::add);
        }
    }

    private static Map<String, AuditEvent> copy(Map<String, AuditEvent> events) {
        Map<String, AuditEvent> copy = new LinkedHashMap<>();
        events.forEach((key, event) -> copy.put(key, event.copy()));
        return copy;
    }

    private static String first(Event event, String field) {
        Value value = event.field(field);
        return value == null ? "" : value.texts().get(0);
    }
}
