package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes inside a field that are no UTF-8: the event is made, and it is reported as repaired, once. Synthetic. */
class MalformedTextTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xml",
                "evtx_dump",
                "winlogbeat 6",
                "winlogbeat 8",
                "winlogbeat 8, dotted",
                "nxlog",
                "wineventlog"
            })
    void bytesWithinImageAreReportedOfAStreamAFileAndItsGzip(String shape) throws IOException {
        byte[] input = withBadImage(shape);

        assertReported(Reading.of(new ByteArrayInputStream(input), ZoneOffset.UTC));
        assertReported(Reading.of(Files.write(temp.resolve("plain"), input)));
        assertReported(Reading.of(Files.write(temp.resolve("packed"), gzip(input))));
    }

    @Test
    void bytesThatStraddleTheReadersBufferAreReported() throws IOException {
        byte[] input = withBadImage("nxlog");
        for (int buffer = 1; buffer <= input.length; buffer++) {
            assertThat(Reading.records(input, RecordReader.DEFAULT_MAX_RECORD, buffer))
                    .singleElement()
                    .satisfies(record -> assertThat(record.fault()).isEqualTo(RawRecord.Fault.MALFORMED_TEXT));
        }
    }

    private static void assertReported(Reading reading) {
        assertThat(reading.events()).singleElement().satisfies(event -> {
            assertThat(event.datasets()).containsExactly("Endpoint.Processes");
            assertThat(event.fields().get("Image").text()).contains("\uFFFD\uFFFD");
        });
        assertThat(reading.rejects()).singleElement().satisfies(reject -> {
            assertThat(reject.repaired()).isTrue();
            assertThat(reject.reason()).startsWith("expected UTF-8");
        });
    }

    private static byte[] withBadImage(String shape) throws IOException {
        String sample = Samples.sysmonProcessCreation().get(shape);
        // Of "Image", not of "ParentImage": the only one that is cmd.exe. JSON writes the backslashes twice.
        int dot = sample.indexOf("cmd.exe", sample.indexOf("System32")) + "cmd".length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(sample.substring(0, dot).getBytes(StandardCharsets.UTF_8));
        bytes.write(0xFF);
        bytes.write(0xFE);
        bytes.write(sample.substring(dot).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] input) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(input);
        }
        return packed.toByteArray();
    }
}
