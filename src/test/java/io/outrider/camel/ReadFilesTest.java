package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFilesTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2024-01-01T00:00:00Z"));

    private final ReadFiles files = new ReadFiles(clock, 2);

    @Test
    void whatIsStillThereIsNeverForgotten() {
        files.add("a");
        files.add("b");
        clock.advance(ReadFiles.GONE.plusSeconds(1));
        assertThat(files.contains("a")).isTrue();

        assertThat(files.hasRoom()).isTrue();
        files.add("c");

        assertThat(files.contains("a")).isTrue();
        assertThat(files.contains("b")).isFalse();
        assertThat(files.hasRoom()).isFalse();
    }

    @Test
    void fileKeepsItsIdentityWhenItIsMovedAndHasAnotherWhenItIsWritten(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "x");
        String identity = FileIdentity.of(file);

        Path moved = Files.move(file, folder.resolve("b"));

        assertThat(FileIdentity.of(moved)).isEqualTo(identity);
        Files.writeString(moved, "y", StandardOpenOption.APPEND);
        assertThat(FileIdentity.of(moved)).isNotEqualTo(identity);
    }
}
