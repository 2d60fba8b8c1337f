package io.outrider.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorLogTest {

    @TempDir
    Path directory;

    @Test
    void mostBeforeAndAfterACollectionAreFoundWhateverTheirUnitsAndPausesThatCollectNothingDoNotCount()
            throws IOException {
        Path log = Files.writeString(directory.resolve("gc.log"), """
                [0.020s][info][gc] Using G1
                [1.929s][info][gc] GC(10) Pause Young (Normal) (G1 Evacuation Pause) 137M->16M(208M) 8.444ms
                [2.001s][info][gc] GC(11) Pause Remark 410M->410M(512M) 3.204ms
                [2.119s][info][gc] GC(12) Pause Young (Prepare Mixed) (G1 Evacuation Pause) 136M->20480K(208M) 4.894ms
                [2.400s][info][gc] GC(13) Pause Full (Allocation Failure) 90M->2M(208M) 40.1ms
                """);

        assertThat(CollectorLog.read(log)).isEqualTo(new CollectorLog(137L << 20, 20L << 20));
    }

    @Test
    void logWithoutACollectionSaysNothing() throws IOException {
        Path log = Files.writeString(directory.resolve("gc.log"), "[0.020s][info][gc] Using G1\n");

        assertThat(CollectorLog.read(log)).isEqualTo(new CollectorLog(0, 0));
    }
}
