package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.evtx.SyntheticEvtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that is broken, beside one good event each time: the good one alerts, the bad part is set aside with its reason. Synthetic. */
class BadInputIT {

    @TempDir
    Path directory;

    private String good;
    private Outrider outrider;

    @BeforeEach
    void setUp() throws IOException {
        good = Files.readAllLines(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .get(0);
        outrider = new Outrider(directory);
    }

    private JsonNode run(byte[]... parts) throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            input.write(part);
        }
        Path file = directory.resolve("input.log");
        Files.write(file, input.toByteArray());
        Outrider.Result result = outrider.call("run", "--format", "json", file.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.json();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> reasons() {
        return outrider.lines("dead-letters").stream()
                .map(line -> line.get("reason").asText())
                .toList();
    }

    @Test
    void emptyFileIsNoEventAndNoError() throws IOException {
        JsonNode summary = run();

        assertThat(summary.get("events").asInt()).isZero();
        assertThat(summary.get("unreadable")).isEmpty();
        assertThat(outrider.alerts()).isEmpty();
    }

    @Test
    void truncatedLastEventIsSetAside() throws IOException {
        JsonNode summary = run(bytes(good + "\n" + good.substring(0, 200)));

        assertThat(summary.get("rejected").asInt()).isOne();
        assertThat(outrider.alerts()).hasSize(1);
        assertThat(outrider.lines("dead-letters").get(0).get("line").asInt()).isEqualTo(2);
    }

    @Test
    void tenMegabyteLineIsSetAsideAndWhatFollowsIsRead() throws IOException {
        byte[] line = new byte[10 << 20];
        Arrays.fill(line, (byte) 'x');

        JsonNode summary = run(bytes("{\"a\":\""), line, bytes("\"}\n" + good + "\n"));

        assertThat(summary.get("rejected").asInt()).isOne();
        assertThat(outrider.alerts()).hasSize(1);
        assertThat(reasons()).singleElement().asString().contains("1048576");
    }

    @Test
    void invalidUtf8IsReportedAndStillDetected() throws IOException {
        String[] halves = good.split("whoami", 2);

        JsonNode summary = run(bytes(halves[0] + "whoami"), new byte[] {(byte) 0xff}, bytes(halves[1] + "\n"));

        assertThat(summary.get("repaired").asInt()).isOne();
        assertThat(outrider.alerts()).hasSize(1);
        assertThat(reasons()).singleElement().asString().contains("UTF-8");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheEvent() throws IOException {
        JsonNode summary = run(bytes("\ufeff" + good + "\n"));

        assertThat(summary.get("rejected").asInt()).isZero();
        assertThat(outrider.alerts()).hasSize(1);
    }

    @Test
    void deeplyNestedJsonIsSetAside() throws IOException {
        String nested = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

        JsonNode summary = run(bytes(nested + "\n" + good + "\n"));

        assertThat(summary.get("rejected").asInt()).isOne();
        assertThat(outrider.alerts()).hasSize(1);
    }

    @Test
    void doctypeIsRefusedAndNeverResolved() throws IOException {
        Path secret = directory.resolve("secret.txt");
        Files.writeString(secret, "top-secret-value");
        String hostile =
                "<!DOCTYPE Event [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>" + good.replace("whoami", "&x;");

        run(bytes(hostile + "\n" + good + "\n"));

        assertThat(outrider.alerts()).hasSize(1);
        assertThat(outrider.alerts().toString()).doesNotContain("top-secret-value");
        assertThat(outrider.lines("dead-letters").toString()).doesNotContain("top-secret-value");
        assertThat(outrider.lines("dead-letters")).isNotEmpty();
    }

    @Test
    void brokenGzipGivesWhatCouldBeReadAndIsNamed() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
            for (int i = 0; i < 2_000; i++) {
                gzip.write(bytes(good.replace("1001", Integer.toString(i)) + "\n"));
            }
        }

        JsonNode summary = run(Arrays.copyOf(whole.toByteArray(), whole.size() / 2));

        assertThat(summary.get("unreadable")).hasSize(1);
        assertThat(summary.get("events").asInt()).isPositive();
        assertThat(outrider.alerts()).hasSize(1);
    }

    @Test
    void binaryFileIsNamedAndOthersAreRead() throws IOException {
        Path binary = directory.resolve("binary.dat");
        Files.write(binary, new byte[] {'E', 'l', 'f', 'F', 'i', 'l', 'e', 0, 0, 0, 1, 2, 3});
        Path text = directory.resolve("good.log");
        Files.writeString(text, good);
        // The same event as Windows stores it, beside one that is damaged.
        Path log = directory.resolve("log");
        Files.write(log, SyntheticEvtx.withDamage(SyntheticEvtx.ofXml(List.of(good, good)), 0));

        JsonNode summary = outrider.call("run", "--format", "json", binary.toString(), text.toString(), log.toString())
                .json();

        assertThat(summary.get("unreadable")).hasSize(1);
        assertThat(summary.get("unreadable").get(0).get("reason").asText()).contains("EVTX");
        assertThat(outrider.alerts()).hasSize(1);
        JsonNode row = outrider.alerts().get(0).get("unmapped").get("search_result");
        assertThat(row.get("count").asInt())
                .as("events of the text and the log")
                .isEqualTo(2);
        assertThat(summary.get("rejected").asInt()).isOne();
        assertThat(summary.get("repaired").asInt()).isOne();
        assertThat(reasons())
                .anyMatch(reason -> reason.contains("token 85 (record 1), at offset 4608 of the event log file"))
                .anyMatch(reason -> reason.contains("records that do not agree with their checksum"));
    }
}
