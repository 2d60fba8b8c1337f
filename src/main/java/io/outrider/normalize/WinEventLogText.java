package io.outrider.normalize;

import static java.util.Map.entry;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The text events of Splunk's WinEventLog input: a date line, {@code key=value} lines, and behind {@code Message=} the
 * message as Windows renders it, down to the end.
 *
 * <p>Own fields are the keys, {@code TimeGenerated} for the date line, {@code Message}, and the message's {@code Name:
 * value} lines with blanks in names made underscores, as Splunk does: {@code New_Process_Name}; {@code Account_Name} is
 * multivalue.
 *
 * <p>Sysmon's lines have the names of its XML form, and prevail over a header of the same name ({@code User}, there the
 * reader's account). What security 4688 calls its lines is translated by section.
 */
final class WinEventLogText implements RecordParser {

    static final String SHAPE = "wineventlog";

    /** The field that holds the date line; Windows calls this time so. */
    static final String DATE_LINE_FIELD = "TimeGenerated";

    private static final Pattern DATE_LINE =
            Pattern.compile("\\d{2}/\\d{2}/\\d{4} \\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})? [AP]M");

    private static final List<Map.Entry<String, String>> ALIASES = List.of(
            entry("LogName", "Channel"),
            entry("ComputerName", "Computer"),
            entry("SourceName", "Name"),
            entry("OpCode", "Opcode"),
            entry("Sid", "UserID"));

    private static final String SYSMON = "Microsoft-Windows-Sysmon";

    private static final String SYSMON_CHANNEL = "Microsoft-Windows-Sysmon/Operational";

    /** The names in XML of what a 4688 message says, by section and line; on older systems the first is "Subject". */
    private static final Map<String, String> PROCESS_CREATION = Map.ofEntries(
            entry("Subject|Security ID", "SubjectUserSid"),
            entry("Subject|Account Name", "SubjectUserName"),
            entry("Subject|Account Domain", "SubjectDomainName"),
            entry("Subject|Logon ID", "SubjectLogonId"),
            entry("Creator Subject|Security ID", "SubjectUserSid"),
            entry("Creator Subject|Account Name", "SubjectUserName"),
            entry("Creator Subject|Account Domain", "SubjectDomainName"),
            entry("Creator Subject|Logon ID", "SubjectLogonId"),
            entry("Target Subject|Security ID", "TargetUserSid"),
            entry("Target Subject|Account Name", "TargetUserName"),
            entry("Target Subject|Account Domain", "TargetDomainName"),
            entry("Target Subject|Logon ID", "TargetLogonId"),
            entry("Process Information|New Process ID", "NewProcessId"),
            entry("Process Information|New Process Name", "NewProcessName"),
            entry("Process Information|Token Elevation Type", "TokenElevationType"),
            entry("Process Information|Mandatory Label", "MandatoryLabel"),
            entry("Process Information|Creator Process ID", "ProcessId"),
            entry("Process Information|Creator Process Name", "ParentProcessName"),
            entry("Process Information|Process Command Line", "CommandLine"));

    /** {@code 01/14/2021 11:41:39 PM}, perhaps with milliseconds. */
    static boolean isDateLine(String line) {
        return DATE_LINE.matcher(line).matches();
    }

    @Override
    public boolean accepts(String text) {
        int end = text.indexOf('\n');
        // The longest date line has 26 characters; a longer first line is none.
        return end > 0 && end < 32 && isDateLine(text.substring(0, end).strip());
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        int at = text.indexOf('\n');
        fields.add(DATE_LINE_FIELD, text.substring(0, at).strip());
        String message = null;
        while (at >= 0 && message == null) {
            int begin = at + 1;
            int end = text.indexOf('\n', begin);
            String line = text.substring(begin, end < 0 ? text.length() : end);
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            if (key.equals("Message")) {
                message = text.substring(begin + equals + 1);
            } else if (equals > 0) {
                fields.add(key, line.substring(equals + 1).strip());
            }
            at = end;
        }
        if (!fields.has("EventCode")) {
            throw new MalformedRecordException("expected EventCode=… behind the date line, but found none");
        }
        WindowsNames.alias(fields, ALIASES);
        WindowsNames.complete(fields);
        if (message != null) {
            fields.add("Message", message);
            addMessage(fields, message);
        }
        return new Parsed(SHAPE, fields);
    }

    /** Adds what a message as Windows renders it says; the event's header is among the fields already. */
    static void addMessage(FieldTable fields, String message) throws MalformedRecordException {
        if (SYSMON_CHANNEL.equalsIgnoreCase(fields.first("Channel")) || SYSMON.equalsIgnoreCase(fields.first("Name"))) {
            addSysmon(fields, message);
            return;
        }
        boolean processCreation =
                "4688".equals(fields.first("EventCode")) && "Security".equalsIgnoreCase(fields.first("Channel"));
        for (MessageItem item : MessageItem.ofSections(message)) {
            fields.add(fieldName(item.name()), item.value());
            String name = processCreation ? PROCESS_CREATION.get(item.section() + '|' + item.name()) : null;
            if (name != null) {
                fields.add(name, item.value());
            }
        }
    }

    /** The name with an underscore for each run of other characters than letters and digits. */
    static String fieldName(String name) {
        StringBuilder made = new StringBuilder(name.length());
        boolean inRun = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean stays = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (stays || !inRun) {
                made.append(stays ? c : '_');
            }
            inRun = !stays;
        }
        return made.toString();
    }

    private static void addSysmon(FieldTable fields, String message) throws MalformedRecordException {
        Set<String> seen = new HashSet<>();
        for (MessageItem item : MessageItem.ofLines(message)) {
            if (seen.add(item.name())) {
                fields.replace(item.name(), item.value());
            } else {
                fields.add(item.name(), item.value());
            }
        }
    }
}
