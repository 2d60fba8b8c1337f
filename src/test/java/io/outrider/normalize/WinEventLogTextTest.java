package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Synthetic events. */
class WinEventLogTextTest {

    @Test
    void headersAndMessageAreFieldsUnderOwnNamesAndThoseOfTheXmlForm() throws IOException {
        Event event = Reading.event(Samples.securityProcessCreation().get("wineventlog"));
        assertThat(Reading.texts(event, "LogName")).containsExactly("Security");
        assertThat(Reading.texts(event, "ComputerName")).containsExactly("ws1.example.org");
        assertThat(Reading.texts(event, "New_Process_Name")).containsExactly("C:\\Windows\\System32\\cmd.exe");
        assertThat(Reading.texts(event, "Account_Name")).containsExactly("Bob", "-");
        assertThat(Reading.texts(event, "Message").get(0)).startsWith("A new process has been created.\n");
        assertThat(event.fields().keySet()).noneMatch(name -> name.startsWith("Synthetic"));
        assertThat(event.cim().get("process").text()).isEqualTo("cmd.exe /c dir");
    }

    @Test
    void olderMessageNamesTheCreatorSubject() throws IOException {
        Event event = Reading.event("03/01/2024 10:20:30 AM\nLogName=Security\nEventCode=4688\nMessage=A.\n\n"
                + "Subject:\n\tAccount Name:\t\tbob\n\nProcess Information:\n\tNew Process ID:\t0x10\n");
        assertThat(event.cim().get("user").text()).isEqualTo("bob");
        assertThat(event.cim().get("process_id").text()).isEqualTo("16");
    }

    @Test
    void sysmonsUserPrevailsOverTheHeaderOfThatName() throws IOException {
        Event event = Reading.event(Samples.sysmonProcessCreation().get("wineventlog"));
        assertThat(Reading.texts(event, "User")).containsExactly("EXAMPLE\\Bob");
    }

    @Test
    void commandLineOfSeveralLinesIsWhole() throws IOException {
        Event event = Reading.event("03/01/2024 10:20:30 AM\r\nLogName=Microsoft-Windows-Sysmon/Operational\r\n"
                + "EventCode=1\r\nMessage=Process Create:\r\nCommandLine: cmd /c \"\r\nC:\\evil.exe\r\nhttp://x\"\r\n"
                + "User: EXAMPLE\\bob");
        assertThat(event.cim().get("process").text()).isEqualTo("cmd /c \"\nC:\\evil.exe\nhttp://x\"");
        assertThat(event.cim().get("user").text()).isEqualTo("bob");
    }

    @Test
    void lineThatACommandLineForgesStandsBesideTheTrueOne() throws IOException {
        Event event =
                Reading.event("03/01/2024 10:20:30 AM\nLogName=Microsoft-Windows-Sysmon/Operational\nEventCode=1\n"
                        + "Message=Process Create:\nImage: C:\\evil.exe\nCommandLine: a\nImage: C:\\good.exe");
        assertThat(event.cim().get("process_name").texts()).containsExactly("evil.exe", "good.exe");
    }

    @Test
    void dateLineIsReadInTheSourcesZone() throws IOException {
        String text = "07/01/2024 12:20:30 PM\nLogName=System\nEventCode=7036\nMessage=x";
        assertThat(Reading.of(text, ZoneId.of("Europe/Berlin")).events().get(0).time())
                .isEqualTo(Instant.parse("2024-07-01T10:20:30Z"));
    }

    @Test
    void scriptWithAnyNumberOfItemsIsStillAnEvent() throws IOException {
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            script.append("Key").append(i).append(": value\n");
        }
        Event event = Reading.event("03/01/2024 10:20:30 AM\nLogName=Microsoft-Windows-PowerShell/Operational\n"
                + "EventCode=4104\nMessage=Creating Scriptblock text (1 of 1):\n" + script);
        assertThat(event.fields()).containsKey("Key0");
        assertThat(Reading.texts(event, "Message").get(0)).contains("Key9999: value");
    }

    @Test
    void textWithoutAnEventCodeIsRejected() throws IOException {
        assertThat(Reading.reject("03/01/2024 10:20:30 AM\nLogName=System").reason())
                .contains("EventCode=");
    }
}
