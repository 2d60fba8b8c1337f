package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields on which source macros are conditions. Synthetic events. */
class DefaultFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "Security, XmlWinEventLog:Security, XmlWinEventLog, wineventlog_security;wineventlog_windows",
        "System, XmlWinEventLog:System, XmlWinEventLog, wineventlog_system;wineventlog_windows",
        "Application, XmlWinEventLog:Application, XmlWinEventLog, wineventlog_application;wineventlog_windows",
        "Microsoft-Windows-Sysmon/Operational, XmlWinEventLog:Microsoft-Windows-Sysmon/Operational, XmlWinEventLog, ms-sysmon;wineventlog_windows",
        "Microsoft-Windows-PowerShell/Operational, XmlWinEventLog:Microsoft-Windows-PowerShell/Operational, XmlWinEventLog, wineventlog_windows",
        "Microsoft-Windows-Windows Defender/Operational, WinEventLog:Microsoft-Windows-Windows Defender/Operational, XmlWinEventLog, wineventlog_windows",
        "Microsoft-Windows-PrintService/Admin, WinEventLog:Microsoft-Windows-PrintService/Admin, WinEventLog, wineventlog_windows",
        "Linux-Sysmon/Operational, Syslog:Linux-Sysmon/Operational, sysmon:linux, absent",
    })
    void windowsEventsAreNamedByTheirChannel(String channel, String source, String sourcetype, String eventtype)
            throws IOException {
        Event event = event("\"EventID\":1,\"Channel\":\"" + channel + "\",\"Hostname\":\"ws1\"");
        assertThat(text(event, "source")).isEqualTo(source);
        assertThat(text(event, "sourcetype")).isEqualTo(sourcetype);
        assertThat(text(event, "eventtype")).isEqualTo(eventtype);
        assertThat(text(event, "host")).isEqualTo("ws1");
    }

    @Test
    void eventKeepsWhatItHas() throws IOException {
        Event event = event("\"source\":\"/var/log/audit/audit.log\",\"sourcetype\":\"linux:audit\",\"host\":\"lx1\","
                + "\"index\":\"unix\",\"eventtype\":\"own\"");
        assertThat(text(event, "source")).isEqualTo("/var/log/audit/audit.log");
        assertThat(text(event, "sourcetype")).isEqualTo("linux:audit");
        assertThat(text(event, "host")).isEqualTo("lx1");
        assertThat(text(event, "index")).isEqualTo("unix");
        assertThat(text(event, "eventtype")).isEqualTo("own");
    }

    @Test
    void eventtypeFollowsFromTheEventsOwnSourcetype() throws IOException {
        assertThat(text(event("\"sourcetype\":\"oktaim2:log\""), "eventtype")).isEqualTo("okta_log");
    }

    @Test
    void otherJsonIsNamedAsSplunkNamesIt() throws IOException {
        Event event = event("\"a\":1");
        assertThat(text(event, "source")).isEqualTo("synthetic");
        assertThat(text(event, "sourcetype")).isEqualTo("_json");
        assertThat(text(event, "host")).isEqualTo("unknown");
        assertThat(text(event, "index")).isEqualTo("absent");
    }

    @Test
    void fieldsOfTheAddOnPrevailInASearchOverEvents() throws IOException {
        Event event = event("\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"user\":\"raw\","
                + "\"User\":\"EX\\\\bob\",\"other\":\"x\"");
        assertThat(event.asSearched().get("user")).isEqualTo(Value.of("bob"));
        assertThat(event.asSearched().get("User")).isEqualTo(Value.of("EX\\bob"));
        assertThat(event.asSearched().get("other")).isEqualTo(Value.of("x"));
        assertThat(event.asSearched().get("_raw")).isEqualTo(Value.of(event.raw()));
        assertThat(event.asSearched().get("_time")).isEqualTo(Value.of(1704067200));
        assertThat(event.asSearched().get("none")).isNull();
    }

    private static Event event(String members) throws IOException {
        return Reading.event("{\"@timestamp\":\"2024-01-01T00:00:00Z\"," + members + "}");
    }

    private static String text(Event event, String field) {
        Value value = event.field(field);
        return value == null ? "absent" : String.join(";", value.texts());
    }
}
