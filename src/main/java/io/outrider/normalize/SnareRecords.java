package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows events as Snare's agent for Windows writes them, parted by tabs (Snare for Windows, "Event output format"): {@code
 * MSWinEventLog}, criticality, log, counter, time, event id, provider, user, kind of account, kind of event, computer,
 * category, data, and the message as Windows renders it.
 *
 * <p>Fields have the names of Splunk's add-on for Windows, as in {@link WinEventLogText}. In the message Snare has put
 * blanks in the place of tabs and line ends; they are put back where a name and a colon follow, so that a value with such a
 * thing in it is cut there.
 */
final class SnareRecords implements RecordParser {

    static final String SHAPE = "snare";

    private static final String PREFIX = "MSWinEventLog";

    /** The names of what lies between tabs; an empty one for what is not kept. */
    private static final List<String> COLUMNS = List.of(
            "",
            "Criticality",
            "Channel",
            "SnareCounter",
            "",
            "EventID",
            "Name",
            "User",
            "SidType",
            "EventType",
            "Computer",
            "TaskCategory",
            "Data");

    private static final int TIME = 4;
    private static final int EVENT_ID = 5;
    private static final int MESSAGE = COLUMNS.size();

    private static final String SYSMON = "Microsoft-Windows-Sysmon";

    /** A name in a message has two characters and no more than these, as in {@link MessageItem}. */
    private static final int MIN_NAME = 2;

    private static final int MAX_NAME = 60;

    /**
     * How the paragraphs begin in which Windows explains the events of its Security log. Nothing else parts them from the last
     * item; so the last of them is taken, for a command line may hold such words as well.
     */
    private static final List<String> EXPLANATIONS =
            List.of("    Token Elevation Type indicates ", "    This event is generated ");

    @Override
    public boolean accepts(String text) {
        return text.startsWith(PREFIX)
                && (text.startsWith("\t", PREFIX.length()) || text.startsWith("#011", PREFIX.length()));
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        // rsyslog writes control characters so.
        String tabs = text.startsWith("#011", PREFIX.length()) ? text.replace("#011", "\t") : text;
        List<String> columns = columns(tabs);
        if (columns.size() <= EVENT_ID) {
            throw new MalformedRecordException("expected a Snare event of " + (MESSAGE + 1)
                    + " fields with tabs between them, but found " + columns.size());
        }
        FieldTable fields = new FieldTable();
        for (int i = 0; i < Math.min(columns.size(), MESSAGE); i++) {
            if (!COLUMNS.get(i).isEmpty()
                    && !columns.get(i).isEmpty()
                    && !columns.get(i).equals("N/A")) {
                fields.add(COLUMNS.get(i), columns.get(i));
            }
        }
        fields.alias("Channel", "LogName");
        fields.alias("Name", "SourceName");
        fields.alias("Computer", "ComputerName");
        WindowsNames.complete(fields);
        if (columns.size() > MESSAGE) {
            String message = columns.get(MESSAGE);
            fields.add("Message", message);
            boolean sysmon = SYSMON.equalsIgnoreCase(fields.first("Name"));
            WinEventLogText.addMessage(fields, message.indexOf('\n') < 0 ? lines(message, sysmon) : message);
        }
        return new Parsed(SHAPE, fields, new TextFacts(null, null, LineTime.read(columns.get(TIME))));
    }

    private static List<String> columns(String text) {
        List<String> columns = new ArrayList<>(MESSAGE + 2);
        int at = 0;
        // Behind the message there may be a checksum; tabs in it are no more.
        while (columns.size() <= MESSAGE) {
            int end = text.indexOf('\t', at);
            columns.add(text.substring(at, end < 0 ? text.length() : end).strip());
            if (end < 0) {
                break;
            }
            at = end + 1;
        }
        return columns;
    }

    /**
     * The message in lines again. Windows parts the items of a section by a line end and a tab, which became three blanks,
     * sections by an empty line between, which became four or more; Sysmon its lines by a line end alone.
     */
    private static String lines(String message, boolean sysmon) {
        int least = sysmon ? 2 : 3;
        int explanation = explanation(message);
        StringBuilder lines = new StringBuilder(message.length());
        int at = 0;
        while (at < explanation) {
            char c = message.charAt(at);
            if (c != ' ') {
                lines.append(c);
                at++;
                continue;
            }
            int end = at;
            while (end < message.length() && message.charAt(end) == ' ') {
                end++;
            }
            if (end - at >= least && isName(message, end, sysmon)) {
                lines.append(sysmon || end - at > least ? "\n" : "\n\t");
            } else {
                lines.append(message, at, end);
            }
            at = end;
        }
        return explanation == message.length()
                ? lines.toString()
                : lines.append("\n\n")
                        .append(message, explanation, message.length())
                        .toString();
    }

    private static int explanation(String message) {
        for (String begin : EXPLANATIONS) {
            int at = message.lastIndexOf(begin);
            if (at >= 0) {
                return at;
            }
        }
        return message.length();
    }

    /** Whether a name with a colon behind it begins here, and a blank or the end behind that. */
    private static boolean isName(String message, int from, boolean word) {
        int limit = Math.min(message.length(), from + MAX_NAME);
        for (int i = from; i < limit; i++) {
            char c = message.charAt(i);
            if (c == ':') {
                return i - from >= MIN_NAME && (i + 1 == message.length() || message.charAt(i + 1) == ' ');
            }
            boolean letter = Character.isLetterOrDigit(c);
            if (!letter && (word || c != ' ' && c != '/' && c != '-' && c != '(' && c != ')')) {
                return false;
            }
            if (c == ' ' && i + 1 < limit && message.charAt(i + 1) == ' ') {
                return false;
            }
        }
        return false;
    }
}
