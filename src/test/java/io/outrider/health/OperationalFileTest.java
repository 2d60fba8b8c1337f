package io.outrider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.health.Concern.Area;
import io.outrider.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationalFileTest {

    private static final int HALF = 256 * 1024;

    @TempDir
    Path directory;

    private final List<OperationalFile> opened = new ArrayList<>();
    private Path data;

    @BeforeEach
    void name() {
        data = directory.resolve("data");
    }

    @AfterEach
    void close() {
        opened.forEach(OperationalFile::close);
    }

    private OperationalFile open(String instance) {
        OperationalFile file = new OperationalFile(data, instance);
        opened.add(file);
        return file;
    }

    private OperationalFile restarted(OperationalFile before) {
        before.close();
        return open("");
    }

    private Path path() {
        return data.resolve("outrider-operational.bin");
    }

    /** Emissions of a condition that began, got worse and is over, by their number. */
    private static List<Told> told(String subject, int emissions) {
        Level level =
                new Level("alerts-waiting", subject, true, 9, 10, "alerts", "outrider.delivery.max-waiting", null);
        OperationalAlerts alerts = new OperationalAlerts("soc-1", Duration.ZERO);
        Instant at = Instant.parse("2026-01-01T00:00:00.123456789Z");
        Severity[] worse = {Severity.MEDIUM, Severity.HIGH};
        for (int i = 0; i < emissions; i++) {
            List<Concern> concerns = i == worse.length
                    ? List.of()
                    : List.of(new Concern(
                            Area.LEVELS,
                            "level",
                            subject,
                            i == 0 ? null : "soc",
                            worse[i],
                            "title",
                            "\"9\" \n ü",
                            "Look.",
                            i == 0 ? null : level));
            alerts.of(
                    new Report(at.plusSeconds(i), List.of(), List.of(), List.of(), Map.of(), null, concerns, Set.of()));
        }
        alerts.note(Map.of("soc", Map.of(), "files", Map.of(alerts.told().get(0).id(), 0)));
        return alerts.told();
    }

    @Test
    void whatWasKeptLastIsReadByTheNextProcess() {
        OperationalFile file = open("");
        assertThat(file.read()).isEmpty();
        for (int emissions = 1; emissions <= 3; emissions++) {
            List<Told> told = told("soc", emissions);
            file.keep(told);
            file = restarted(file);
            assertThat(file.read()).isEqualTo(told);
        }
        file.keep(List.of());
        file = restarted(file);
        assertThat(file.read()).isEmpty();
        assertThat(directory.resolve("data")).isDirectoryContaining(path()::equals);
    }

    @Test
    void whatIsTornIsAsItWasBefore() throws IOException {
        OperationalFile file = open("");
        file.read();
        file.keep(told("soc", 1));
        file.keep(told("soc", 2));
        file.close();
        byte[] bytes = Files.readAllBytes(path());
        // Every second writing is in the first half.
        bytes[40] ^= 1;
        Files.write(path(), bytes);

        OperationalFile next = open("");

        assertThat(next.read()).isEqualTo(told("soc", 1));
        next.keep(told("soc", 3));
        assertThat(restarted(next).read()).isEqualTo(told("soc", 3));
    }

    @Test
    void fileOfAnotherKindIsSetAsideAndStopsNothing() throws IOException {
        Files.createDirectories(data);
        Files.writeString(path(), "of another program");

        OperationalFile file = open("");

        assertThat(file.read()).isEmpty();
        assertThat(data.resolve("outrider-operational.bin.unreadable")).hasContent("of another program");
        file.keep(told("soc", 1));
        assertThat(restarted(file).read()).isEqualTo(told("soc", 1));
    }

    @Test
    void fileThatIsTornInBothHalvesIsSetAsideAndOneThatWasOnlyBegunIsNot() throws IOException {
        OperationalFile file = open("");
        file.read();
        file.keep(told("soc", 1));
        file.close();
        byte[] bytes = Files.readAllBytes(path());
        bytes[HALF + 40] ^= 1;
        Files.write(path(), bytes);
        OperationalFile torn = open("");
        assertThat(torn.read()).isEmpty();
        torn.close();
        assertThat(data.resolve("outrider-operational.bin.unreadable")).hasBinaryContent(bytes);
        Files.delete(data.resolve("outrider-operational.bin.unreadable"));

        Files.write(path(), new byte[HALF + 7]);
        assertThat(open("").read()).isEmpty();
        assertThat(data.resolve("outrider-operational.bin.unreadable")).doesNotExist();
        assertThat(path()).hasSize(2L * HALF);
    }

    @Test
    void directoryThatCannotBeMadeStopsNothing() throws IOException {
        Files.writeString(data, "no directory");

        OperationalFile file = open("");

        assertThat(file.read()).isEmpty();
        file.keep(told("soc", 1));
        assertThat(data).hasContent("no directory");
    }

    @Test
    void instancesOfOneDirectoryHaveAFileEachAndTwoProcessesOfOneDoNotShareIt() {
        OperationalFile one = open("soc/1");
        OperationalFile two = open("soc/2");
        one.read();
        two.read();
        one.keep(told("one", 1));
        two.keep(told("two", 1));
        OperationalFile again = open("soc/1");

        assertThat(again.read()).isEmpty();
        again.keep(told("three", 1));
        one.close();
        assertThat(open("soc/1").read()).isEqualTo(told("one", 1));
        assertThat(data).isDirectoryContaining(path -> path.endsWith("outrider-operational-soc%2F1.bin"));
    }

    @Test
    void ofMoreThanThereIsRoomForTheLastAreKept() {
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.addAll(told("source-" + i, 2));
        }
        OperationalFile file = open("");
        file.read();
        file.keep(all);
        assertThat(path()).hasSize(2L * HALF);

        List<Told> kept = restarted(file).read();

        assertThat(kept).hasSizeGreaterThan(200).isEqualTo(all.subList(all.size() - kept.size(), all.size()));
    }
}
