package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The records of one audit event so far, as far as they tell of the launch of a process. Once they tell that it is none,
 * they are let go, and only that is kept.
 */
final class AuditEvent {

    static final String SYSCALL = "SYSCALL";
    static final String EXECVE = "EXECVE";
    static final String CWD = "CWD";
    static final String PATH = "PATH";
    static final String PROCTITLE = "PROCTITLE";
    /** The record that ends an event, where the audit daemon writes it. */
    static final String END = "EOE";

    private static final Set<String> PARTS = Set.of(SYSCALL, EXECVE, CWD, PATH, PROCTITLE);
    private static final Set<String> LAUNCHES = Set.of("execve", "execveat");

    private final String source;
    private final Event first;
    private final List<Part> parts = new ArrayList<>();
    private boolean otherCall;
    private boolean complete;
    private long characters;
    private long lastRecord;
    private long from = Long.MAX_VALUE;
    private long to;
    private long line = Long.MAX_VALUE;

    /**
     * A record.
     *
     * @param body index in its text from which on its fields stand
     */
    record Part(String type, String text, int body) {}

    /** @param first the event of any of its records: all have one time and one host */
    AuditEvent(String source, Event first) {
        this.source = source;
        this.first = first;
    }

    /** Whether an event may begin with such a record, for want of those before it too. */
    static boolean isPart(String type) {
        return PARTS.contains(type);
    }

    /** @param number of the record in its unit */
    void add(String type, String text, RawRecord record, Event event, long number) {
        lastRecord = number;
        complete = type.equals(END) || complete;
        if (!PARTS.contains(type)) {
            return;
        }
        if (type.equals(SYSCALL)) {
            otherCall = !isLaunch(event);
        }
        if (otherCall) {
            parts.clear();
            characters = 0;
        } else if (parts.size() < AuditJoiner.MAX_RECORDS) {
            parts.add(new Part(type, text, body(text, event)));
            characters += text.length();
            from = Math.min(from, record.offset());
            to = Math.max(to, record.offset() + record.length());
            line = Math.min(line, record.line());
        }
        // The kernel writes it last; what UDP brought before the others waits for them.
        complete |= type.equals(PROCTITLE) && (otherCall || has(SYSCALL) && has(EXECVE));
    }

    /** A call that succeeded, and is one that launches or may be: its number hangs on the machine, and its name may be missing. */
    private static boolean isLaunch(Event event) {
        Value success = event.field("success");
        Value name = event.field("SYSCALL");
        return success != null
                && success.text().equals("yes")
                && (name == null || LAUNCHES.contains(name.texts().get(0)));
    }

    /** Behind the identity, which stands in the text as in its field. */
    private static int body(String text, Event event) {
        Value id = event.field(AuditRecords.ID);
        String identity = id == null ? "" : id.text();
        return Math.max(0, text.indexOf(identity)) + identity.length();
    }

    boolean has(String type) {
        for (Part part : parts) {
            if (part.type().equals(type)) {
                return true;
            }
        }
        return false;
    }

    boolean isComplete() {
        return complete;
    }

    List<Part> parts() {
        return parts;
    }

    String source() {
        return source;
    }

    Event first() {
        return first;
    }

    Instant time() {
        return first.time();
    }

    long characters() {
        return characters;
    }

    long lastRecord() {
        return lastRecord;
    }

    /** Where the first of its records begins. */
    long from() {
        return from;
    }

    /** Behind the last of them. */
    long to() {
        return to;
    }

    long line() {
        return line;
    }

    AuditEvent copy() {
        AuditEvent copy = new AuditEvent(source, first);
        copy.parts.addAll(parts);
        copy.otherCall = otherCall;
        copy.complete = complete;
        copy.characters = characters;
        copy.lastRecord = lastRecord;
        copy.from = from;
        copy.to = to;
        copy.line = line;
        return copy;
    }
}
