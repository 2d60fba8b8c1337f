package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Synthetic events. */
class XmlWinEventLogTest {

    private static final String SYSTEM = "<System><Provider Name='P'/><EventID Qualifiers='3'>7</EventID>"
            + "<TimeCreated SystemTime='2024-01-01T00:00:00Z'/><Channel>System</Channel></System>";

    @Test
    void attributesAndElementsOfSystemAreFields() throws IOException {
        Event event = event("");
        assertThat(Reading.texts(event, "Name")).containsExactly("P");
        assertThat(Reading.texts(event, "EventID")).containsExactly("7");
        assertThat(Reading.texts(event, "Qualifiers")).containsExactly("3");
        assertThat(Reading.texts(event, "SystemTime")).containsExactly("2024-01-01T00:00:00Z");
        assertThat(event.fields()).doesNotContainKeys("System", "Provider", "TimeCreated");
    }

    @Test
    void namedDataIsAFieldAndUnnamedDataIsMultivalue() throws IOException {
        Event event = event("<EventData><Data Name=\"a\">x\ny</Data><Data>1</Data><Data>2</Data><Binary>00</Binary>"
                + "<Data Name='e'/></EventData>");
        assertThat(Reading.texts(event, "a")).containsExactly("x\ny");
        assertThat(Reading.texts(event, "Data")).containsExactly("1", "2");
        assertThat(Reading.texts(event, "Binary")).containsExactly("00");
        assertThat(Reading.texts(event, "e")).containsExactly("");
    }

    @Test
    void dataIsNamedAsSplunkCleansKeys() throws IOException {
        Event event = event("<EventData><Data Name='Process Name'>1</Data><Data Name='a.b-c'>2</Data>"
                + "<Data Name='_9x'>3</Data><Data Name='9'>4</Data></EventData>");
        assertThat(Reading.texts(event, "Process_Name")).containsExactly("1");
        assertThat(Reading.texts(event, "a_b_c")).containsExactly("2");
        assertThat(Reading.texts(event, "x")).containsExactly("3");
        assertThat(Reading.texts(event, "9")).containsExactly("4");
        assertThat(event.fields()).doesNotContainKeys("Process Name", "a.b-c", "_9x");
    }

    @Test
    void dataOfTheNameOfASystemFieldStandsBesideItAndDoesNotReplaceIt() throws IOException {
        Event event = event("<EventData><Data Name='EventID'>1</Data><Data Name='Channel'>"
                + "Microsoft-Windows-Sysmon/Operational</Data></EventData>");
        assertThat(Reading.texts(event, "EventID")).containsExactly("7", "1");
        assertThat(event.datasets()).isEmpty();
    }

    @Test
    void userDataAndTheDataOfTheSystemLogAreKeptAsXmlToo() throws IOException {
        String user = "<RuleAndFileData><PolicyName>EXE</PolicyName></RuleAndFileData>";
        assertThat(Reading.texts(event("<UserData>" + user + "</UserData>"), "UserData_Xml"))
                .containsExactly(user);
        assertThat(Reading.texts(ofChannel("System"), "EventData_Xml")).containsExactly("<Data Name='param1'>x</Data>");
        assertThat(Reading.texts(ofChannel("Security"), "EventData_Xml")).isEmpty();
    }

    private static Event ofChannel(String channel) throws IOException {
        return Reading.event("<Event><System><Provider Name='p'/><EventID>1</EventID>"
                + "<TimeCreated SystemTime='2024-01-01T00:00:00Z'/><Channel>" + channel + "</Channel></System>"
                + "<EventData><Data Name='param1'>x</Data></EventData></Event>");
    }

    @Test
    void leavesOfUserDataAreFields() throws IOException {
        Event event =
                event("<UserData><LogFileCleared xmlns='u'><SubjectUserName>bob</SubjectUserName></LogFileCleared>"
                        + "</UserData>");
        assertThat(Reading.texts(event, "SubjectUserName")).containsExactly("bob");
        assertThat(event.fields()).doesNotContainKey("LogFileCleared");
    }

    @Test
    void renderingInfoDoesNotMixWithSystem() throws IOException {
        Event event = event("<RenderingInfo Culture='en-US'><Message>m</Message><Level>Information</Level>"
                + "<Channel>Rendered</Channel></RenderingInfo>");
        assertThat(Reading.texts(event, "Message")).containsExactly("m");
        assertThat(Reading.texts(event, "RenderingInfo.Level")).containsExactly("Information");
        assertThat(Reading.texts(event, "Channel")).containsExactly("System");
    }

    @Test
    void cdataAndEntitiesAreText() throws IOException {
        Event event = event("<EventData><Data Name='a'>1 &lt; &#50;<![CDATA[ <b>]]></Data></EventData>");
        assertThat(Reading.texts(event, "a")).containsExactly("1 < 2 <b>");
    }

    @Test
    void forbiddenCharactersAreReplacedAndReportedAndTheEventStays() throws IOException {
        Reading reading = Reading.of("<Event>" + SYSTEM
                + "<EventData><Data Name='a'>x\u0001y&#2;z&#x1F;&#xFFFF;&#65;</Data></EventData></Event>");
        assertThat(reading.events()).singleElement().satisfies(event -> {
            assertThat(Reading.texts(event, "a")).containsExactly("x\uFFFDy\uFFFDz\uFFFD\uFFFDA");
            assertThat(event.raw()).contains("\u0001");
        });
        assertThat(reading.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.repaired()).isTrue();
            assertThat(reject.reason()).contains("characters that XML allows");
        });
    }

    @Test
    void doctypeIsRefusedByName() throws IOException {
        String entity = "<!DOCTYPE Event [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
        Reject reject = Reading.reject("<?xml version='1.0'?>" + entity + "<Event>" + SYSTEM
                + "<EventData><Data>&x;</Data></EventData></Event>");
        assertThat(reject.reason()).contains("found a DOCTYPE: it is refused");
    }

    @Test
    void entitiesThatMultiplyAreRefusedBeforeTheyDo() throws IOException {
        Reject reject = Reading.reject("<!DOCTYPE Event [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><Event>" + SYSTEM
                + "<EventData><Data>&b;</Data></EventData></Event>");
        assertThat(reject.reason()).contains("DOCTYPE");
    }

    @Test
    void undefinedEntityIsRejected() throws IOException {
        assertThat(Reading.reject("<Event>" + SYSTEM + "<EventData><Data>&x;</Data></EventData></Event>")
                        .reason())
                .contains("entity")
                .contains("x");
    }

    @Test
    void cutEventIsRejected() throws IOException {
        assertThat(Reading.reject("<Event>" + SYSTEM + "<EventData><Data Name='a'>x")
                        .reason())
                .startsWith("expected an <Event> element, but found: ")
                .doesNotContain("\n");
    }

    @Test
    void eventWithoutAnIdIsRejected() throws IOException {
        assertThat(Reading.reject("<Event><System/></Event>").reason()).contains("System/EventID");
    }

    @Test
    void undeclaredNamespacePrefixIsNoFault() throws IOException {
        assertThat(Reading.texts(event("<UserData><u:X><u:Y>1</u:Y></u:X></UserData>"), "u:Y"))
                .containsExactly("1");
    }

    @Test
    void elementsTenThousandLevelsDeepAreRejected() throws IOException {
        assertThat(Reading.reject("<Event>" + SYSTEM + "<UserData>" + "<a>".repeat(10_000))
                        .reason())
                .contains("Maximum Element Depth limit (64)");
    }

    private static Event event(String data) throws IOException {
        return Reading.event(
                "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>" + SYSTEM + data + "</Event>");
    }
}
