package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.normalize.AuditEvent.Part;
import io.outrider.normalize.RecordParser.Parsed;
import io.outrider.normalize.RecordParser.TextFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the event of a process that was launched out of the records of its audit event: those of {@code execve} and {@code
 * execveat} that succeeded.
 *
 * <p>Its fields are those of the SYSCALL record, but {@code type} and the registers {@code a0} to {@code a3}, with {@code
 * exe} and {@code comm} decoded; {@code cwd}; {@code cmdline}, the arguments with a blank between them, or what PROCTITLE
 * says if there are none; {@code argc}; {@code proctitle}, decoded; and {@code name}, the paths. Its sourcetype is one of
 * its own, so that searches over {@value AuditRecords#SOURCETYPE} do not see what its lines say a second time.
 */
final class AuditedProcess {

    static final String SHAPE = "auditd process";
    static final String SOURCETYPE = "linux:audit:process";

    private static final Set<String> OF_ONE_RECORD = Set.of("type", "a0", "a1", "a2", "a3", "items");

    /** No program has more arguments worth reading; the kernel writes all of them. */
    private static final int MAX_ARGUMENT = 100_000;

    private final FullPath fullPath;

    AuditedProcess(FullPath fullPath) {
        this.fullPath = fullPath;
    }

    /** The event; empty if the records are not those of a launch, or too few of them came. */
    Optional<Event> of(AuditEvent event) {
        boolean launch = event.has(AuditEvent.SYSCALL) && event.has(AuditEvent.EXECVE);
        return launch ? Optional.of(joined(event)) : Optional.empty();
    }

    private Event joined(AuditEvent event) {
        FieldTable fields = new FieldTable();
        TreeMap<Argument, Written> arguments = new TreeMap<>();
        StringBuilder raw = new StringBuilder();
        for (Part part : event.parts()) {
            raw.append(raw.length() == 0 ? "" : "\n").append(part.text());
            try {
                AuditRecords.scan(part.text(), part.body(), (key, value, quoted) -> {
                    Argument argument = part.type().equals(AuditEvent.EXECVE) ? Argument.of(key) : null;
                    if (argument != null) {
                        arguments.putIfAbsent(argument, new Written(value, quoted));
                    } else {
                        add(fields, part.type(), key, value, quoted);
                    }
                });
            } catch (MalformedRecordException e) {
                // More fields than a record may have: the first ones tell what it is.
                continue;
            }
        }
        String commandLine = commandLine(arguments);
        String line = commandLine.isEmpty() ? fields.first("proctitle") : commandLine;
        if (line != null) {
            fields.supply("cmdline", List.of(line));
        }
        Event first = event.first();
        copy(first, fields, DefaultFields.HOST);
        copy(first, fields, AuditRecords.ID);
        Parsed parsed = fullPath.named(
                new Parsed(SHAPE, fields, new TextFacts(SOURCETYPE, AuditRecords.SOURCE, null)),
                raw.toString(),
                event.source(),
                null);
        CimMapper.Mapped mapped = fullPath.map(parsed);
        Origin origin = new Origin(event.source(), SHAPE, event.line(), event.from(), event.to() - event.from());
        return new Event(first.time(), raw.toString(), fields.toMap(), mapped.cim(), mapped.datasets(), origin);
    }

    private static void copy(Event line, FieldTable fields, String name) {
        if (line.field(name) != null) {
            fields.supply(name, line.field(name).texts());
        }
    }

    private static void add(FieldTable fields, String type, String key, String value, boolean quoted)
            throws MalformedRecordException {
        switch (type) {
            case AuditEvent.SYSCALL -> {
                if (!OF_ONE_RECORD.contains(key) && !value.isEmpty() && !fields.has(key)) {
                    fields.add(key, key.equals("exe") || key.equals("comm") ? decoded(value, quoted) : value);
                }
            }
            case AuditEvent.PATH -> {
                if (key.equals("name") && !value.equals("(null)")) {
                    fields.add(key, decoded(value, quoted));
                }
            }
            case AuditEvent.CWD, AuditEvent.PROCTITLE, AuditEvent.EXECVE -> {
                boolean named = key.equals("cwd") || key.equals("proctitle") || key.equals("argc");
                if (named && !fields.has(key)) {
                    fields.add(key, key.equals("argc") ? value : decoded(value, quoted));
                }
            }
            default -> {}
        }
    }

    private static String commandLine(TreeMap<Argument, Written> arguments) {
        StringBuilder line = new StringBuilder();
        // What is encoded of one argument: its parts may be cut within a character.
        StringBuilder encoded = new StringBuilder();
        int last = 0;
        for (Map.Entry<Argument, Written> argument : arguments.entrySet()) {
            int number = argument.getKey().number();
            Written written = argument.getValue();
            if (number != last || written.quoted()) {
                line.append(decoded(encoded.toString(), false)).append(number == last ? "" : " ");
                encoded.setLength(0);
            }
            (written.quoted() ? line : encoded).append(written.value());
            last = number;
        }
        return line.append(decoded(encoded.toString(), false)).toString();
    }

    /** A value as it stands in the record. */
    private record Written(String value, boolean quoted) {}

    /**
     * The text of a value: what stands in quotes, else bytes in hexadecimal, which stand where a value has a blank, a quote or
     * a control character (audit-userspace, "Audit event fields": encoded). NULs part the arguments in PROCTITLE.
     */
    static String decoded(String value, boolean quoted) {
        if (quoted || value.isEmpty() || value.length() % 2 != 0) {
            return value;
        }
        byte[] bytes = new byte[value.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(value.charAt(2 * i));
            int low = digit(value.charAt(2 * i + 1));
            if (high < 0 || low < 0) {
                return value;
            }
            bytes[i] = (byte) (high == 0 && low == 0 ? ' ' : high << 4 | low);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The kernel writes capitals. */
    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }

    /**
     * Which argument a field of EXECVE is, or which part of one: {@code a2}, and of a long one {@code a2[0]}, {@code a2[1]}.
     *
     * @param part 0 for the whole
     */
    private record Argument(int number, int part) implements Comparable<Argument> {

        static @Nullable Argument of(String key) {
            int bracket = key.indexOf('[');
            int end = bracket < 0 ? key.length() : bracket;
            int number = key.startsWith("a") ? number(key, 1, end) : -1;
            int part = bracket < 0 ? 0 : key.endsWith("]") ? number(key, bracket + 1, key.length() - 1) : -1;
            return number < 0 || part < 0 ? null : new Argument(number, part);
        }

        private static int number(String text, int from, int to) {
            if (from >= to || to - from > 6) {
                return -1;
            }
            int number = 0;
            for (int i = from; i < to; i++) {
                int digit = text.charAt(i) - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                number = 10 * number + digit;
            }
            return number <= MAX_ARGUMENT ? number : -1;
        }

        @Override
        public int compareTo(Argument other) {
            return number == other.number ? Integer.compare(part, other.part) : Integer.compare(number, other.number);
        }
    }
}
