package io.outrider.normalize;

import io.outrider.normalize.StructuredData.Param;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the payload of a syslog message, as {@link SyslogHeaderParser} reads it.
 *
 * @param priority facility and severity (RFC 5424, section 6.2.1); {@link #NO_PRIORITY} if there is none
 * @param time of the message; {@code null} if it states none
 * @param host that sent it first, or {@code null}
 * @param relay of a message with a header inside a header the outermost host, or {@code null}
 * @param process APP-NAME of RFC 5424, the tag of RFC 3164; or {@code null}
 * @param pid as it stands, without brackets; or {@code null}
 * @param msgid MSGID of RFC 5424, or {@code null}
 * @param params parameters of the structured data
 * @param payload what stands behind the header
 */
record SyslogHeader(
        int priority,
        @Nullable LineTime time,
        @Nullable String host,
        @Nullable String relay,
        @Nullable String process,
        @Nullable String pid,
        @Nullable String msgid,
        List<Param> params,
        String payload) {

    static final int NO_PRIORITY = -1;

    private static final List<String> FACILITIES = List.of(
            "kern",
            "user",
            "mail",
            "daemon",
            "auth",
            "syslog",
            "lpr",
            "news",
            "uucp",
            "cron",
            "authpriv",
            "ftp",
            "ntp",
            "audit",
            "alert",
            "clock",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");

    private static final List<String> SEVERITIES =
            List.of("emergency", "alert", "critical", "error", "warning", "notice", "informational", "debug");

    /** As above, for what a table of RFC 5424 says in words: 24 facilities of 8 severities. */
    static final int PRIORITIES = FACILITIES.size() * SEVERITIES.size();

    /** The header with what an outer one says where this one says nothing. */
    SyslogHeader within(SyslogHeader outer) {
        String first = outer.relay == null ? outer.host : outer.relay;
        return new SyslogHeader(
                priority == NO_PRIORITY ? outer.priority : priority,
                time == null ? outer.time : time,
                host == null ? outer.host : host,
                host == null ? outer.relay : first,
                process,
                pid,
                msgid,
                params.isEmpty() ? outer.params : params,
                payload);
    }

    /** Adds what says how the message came, where the payload has no fields of these names. */
    void addOrigin(FieldTable fields) {
        if (priority != NO_PRIORITY) {
            supply(fields, "syslog_facility", FACILITIES.get(priority / SEVERITIES.size()));
            supply(fields, "syslog_severity", SEVERITIES.get(priority % SEVERITIES.size()));
        }
        supply(fields, "syslog_msgid", msgid);
        supply(fields, "syslog_relay", relay);
    }

    /** Adds the program that wrote the message, where the payload does not name it. */
    void addProcess(FieldTable fields) {
        supply(fields, "process", process);
        supply(fields, "pid", pid);
    }

    /** Adds the parameters of the structured data, each under its name. */
    void addParams(FieldTable fields) throws MalformedRecordException {
        for (Param param : params) {
            fields.add(param.name(), param.value());
        }
    }

    private static void supply(FieldTable fields, String name, @Nullable String text) {
        if (text != null) {
            fields.supply(name, List.of(text));
        }
    }
}
