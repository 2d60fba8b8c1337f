package io.outrider.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.explain.RecordFinder.Found;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFinderTest {

    private static final String THREE = """
            {"@timestamp":"2026-03-01T12:00:00Z","n":"first"}

            {
              "@timestamp": "2026-03-01T12:00:01Z",
              "n": "second"
            }
            no event
            {"@timestamp":"2026-03-01T12:00:02Z","n":"third"}{"n":"fourth"}
            """;

    @TempDir
    Path directory;

    private Found find(String input, long line) throws IOException {
        return Explained.finder().find(Files.writeString(directory.resolve("events"), input), line);
    }

    private String name(long line) throws IOException {
        return ((Found.AnEvent) find(THREE, line)).event().field("n").text();
    }

    @Test
    void recordIsFoundByItsFirstLineAndByAnyOther() throws IOException {
        assertThat(name(1)).isEqualTo("first");
        assertThat(name(3)).isEqualTo("second");
        assertThat(name(5)).isEqualTo("second");
        assertThat(name(6)).isEqualTo("second");
        assertThat(name(8)).isEqualTo("third");
    }

    @Test
    void firstOfSeveralRecordsOnALineIsSaidNotToBeAlone() throws IOException {
        assertThat(((Found.AnEvent) find(THREE, 8)).alone()).isFalse();
        assertThat(((Found.AnEvent) find(THREE, 1)).alone()).isTrue();
    }

    @Test
    void packedFileIsFoundIn() throws IOException {
        Path file = directory.resolve("events.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(THREE.getBytes(StandardCharsets.UTF_8));
        }

        Found found = Explained.finder().find(file, 4);

        assertThat(((Found.AnEvent) found).event().field("n").text()).isEqualTo("second");
    }

    @Test
    void lineThatIsNoEventGivesTheReason() throws IOException {
        assertThat(((Found.NoEvent) find(THREE, 7)).reject().reason()).contains("found a line of other text");
    }

    @Test
    void blankLineNamesTheNextRecord() throws IOException {
        assertThat(((Found.Nothing) find(THREE, 2)).message()).contains("the next one begins at line 3");
    }

    @Test
    void lineBehindTheEndIsToldHowManyThereAre() throws IOException {
        assertThat(((Found.Nothing) find(THREE, 9)).message()).contains("has 8 lines");
        assertThat(((Found.Nothing) find("", 1)).message()).contains("has 0 lines");
        assertThat(((Found.Nothing) find("{}\n{}", 3)).message()).contains("has 2 lines");
    }
}
