package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Real messages, put behind headers again; and real events, put into messages. */
class SyslogCorpusTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter RFC_3164 =
            DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Test
    void sysmonForLinuxThroughSyslogIsItsEvents() throws IOException {
        int launches = 0;
        int torn = 0;
        List<JsonNode> messages = messages("Log4Shell.syslog_sysmon");
        assertThat(messages).isNotEmpty();
        for (JsonNode message : messages) {
            Instant time = Instant.parse(message.get("EventTime").asText());
            String xml = message.get("SyslogMessage").asText();
            for (String header : List.of(
                    "<14>" + RFC_3164.format(time) + " UBUNTU5 sysmon: ", "<14>1 " + time + " UBUNTU5 sysmon 7 - - ")) {
                Reading reading = Reading.of(header + xml);
                Event event = reading.events().get(0);
                // The relay cut messages at 2 KiB.
                assertThat(reading.rejects()).hasSize(xml.endsWith("</Event>") ? 0 : 1);
                torn += reading.rejects().size();
                assertThat(event.field("sourcetype").text()).isEqualTo("sysmon:linux");
                assertThat(event.field("host").text()).isEqualTo("UBUNTU5");
                assertThat(event.time().truncatedTo(ChronoUnit.SECONDS)).isEqualTo(time);
                assertThat(event.cim("signature")).isNotNull();
                launches += event.datasets().contains("Endpoint.Processes") ? 1 : 0;
            }
        }
        assertThat(launches).isPositive();
        assertThat(torn).isPositive();
    }

    @Test
    void auomsThroughSyslogIsAnAuditRecordWithItsFields() throws IOException {
        List<JsonNode> messages = messages("Log4Shell.syslog_auoms");
        assertThat(messages).isNotEmpty();
        for (JsonNode message : messages) {
            Instant time = Instant.parse(message.get("EventTime").asText());
            Event event = Reading.event("<14>" + RFC_3164.format(time) + " relay auoms: "
                    + message.get("SyslogMessage").asText());
            assertThat(event.origin().shape()).isEqualTo(AuditRecords.SHAPE);
            assertThat(event.field("type").text())
                    .isEqualTo(message.get("EventType").asText());
            // It is sent up to some seconds later.
            assertThat(event.time()).isBetween(time.minusSeconds(10), time.plusSeconds(1));
            assertThat(event.field("exe").text()).startsWith("/");
            assertThat(event.field("pid").text()).matches("[0-9]+");
        }
    }

    @Test
    void windowsEventsOfTheCorpusAreTheSameBehindAHeader() throws IOException {
        int compared = 0;
        for (Path file : CorpusFiles.below("events/attack-range", "")) {
            if (file.toFile().isDirectory()) {
                continue;
            }
            for (Event bare : Reading.of(file).events().stream().limit(300).toList()) {
                String text = bare.raw().replace("\r", "").replace("\n", " ");
                Event event = Reading.of("<13>Oct 11 22:14:15 relay nxlog[1]: " + text)
                        .events()
                        .get(0);
                assertThat(event.datasets()).isEqualTo(bare.datasets());
                assertThat(event.cim()).isEqualTo(bare.cim());
                assertThat(event.time()).isEqualTo(bare.time());
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private static List<JsonNode> messages(String beginning) throws IOException {
        Path file = CorpusFiles.below("events/windows-json", ".gz").stream()
                .filter(path -> path.getFileName().toString().startsWith(beginning))
                .findFirst()
                .orElseThrow();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Inputs.open(file), StandardCharsets.UTF_8))) {
            return lines.lines().map(SyslogCorpusTest::json).toList();
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
