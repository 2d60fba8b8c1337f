package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that read files, and that follow them, in the packaged application. Events are synthetic: one alert a host. */
class FilesIT {

    @TempDir
    Path directory;

    private static String event(String host) throws IOException {
        return Files.readString(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .lines()
                .findFirst()
                .orElseThrow()
                .replaceAll("<Computer>[^<]*</Computer>", "<Computer>" + host + "</Computer>");
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(assertion);
    }

    private static List<String> hosts(Outrider outrider) {
        return outrider.alerts().stream()
                .map(alert ->
                        alert.findValuesAsText("hostname").stream().findFirst().orElse(alert.toString()))
                .toList();
    }

    private void drop(String into, String name, byte[] content) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(into));
        Path part = Files.write(directory.resolve("part"), content);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void drop(String into, String name, String content) throws IOException {
        drop(into, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private void sources(String properties) throws IOException {
        String shipped = Files.readString(Outrider.PROJECT.resolve("application.properties"));
        Files.writeString(
                directory.resolve("application.properties"),
                shipped.replaceAll("(?m)^outrider\\.sources = .*$|^outrider\\.source\\..*$", "") + properties);
    }

    @Test
    void filesAreReadByTheirContentAndFinishedAsTheirSourceSays() throws Exception {
        sources("""

                outrider.sources = inbox, left, gone, bad
                outrider.source.inbox.type = file
                outrider.source.inbox.directory = inbox, second
                outrider.source.inbox.include = *.log, *.zip, *.json
                outrider.source.inbox.exclude = skipped*
                outrider.source.inbox.recursive = true
                outrider.source.inbox.settleTime = 3000
                outrider.source.left.type = file
                outrider.source.left.directory = left
                outrider.source.left.finished = leave
                outrider.source.left.charset = UTF-16LE
                outrider.source.gone.type = file
                outrider.source.gone.directory = gone
                outrider.source.gone.finished = delete
                outrider.source.bad.type = file
                outrider.source.bad.directory = bad
                outrider.source.bad.finished = burn
                """);
        List<String> json = Files.readAllLines(Outrider.PROJECT.resolve(
                "src/test/resources/detections/remote_process_instantiation_via_winrm_and_winrs/match.jsonl"));
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            drop("inbox", "skipped.log", event("skipped"));
            drop("inbox", "other.txt", event("other"));
            drop("inbox/below", "array.json", "[\n" + String.join(",\n", json) + "\n]\n");
            drop("second", "archive.zip", zip(event("in-archive"), event("in-archive-too")));
            drop("left", "left.log", event("left").getBytes(StandardCharsets.UTF_16LE));
            drop("left", "bad.log", new byte[] {'P', 'K', 3, 4, 0});
            drop("gone", "gone.log", event("gone"));
            copySlowly("second", "slow.log", event("slow") + "\n" + event("slower") + "\n");

            await(() -> assertThat(directory.resolve("second/.done/slow.log")).exists());
            await(() -> assertThat(directory.resolve("inbox/.done/below/array.json"))
                    .exists());
            await(() ->
                    assertThat(directory.resolve("second/.done/archive.zip")).exists());
            await(() -> assertThat(directory.resolve("gone/gone.log")).doesNotExist());
            await(() -> assertThat(service.log()).contains("bad.log was not read, and is left where it is"));
            await(() -> assertThat(hosts(outrider))
                    .contains("in-archive", "in-archive-too", "left", "gone", "slow", "slower"));

            service.stop();
            assertThat(service.log())
                    .contains("outrider.source.bad.finished: expected one of move, delete, leave, but found 'burn'")
                    .contains("Since the start: " + (json.size() + 6) + " events")
                    .contains(" 0 records rejected")
                    .containsOnlyOnce("bad.log was not read");
        }
        assertThat(hosts(outrider)).doesNotContain("skipped", "other");
        assertThat(directory.resolve("left/left.log")).exists();
        assertThat(directory.resolve("left/bad.log")).exists();
        assertThat(directory.resolve("inbox/skipped.log")).exists();
    }

    /**
     * As a copy over a slow network: the file grows for longer than a file has to be unchanged before it is read. A busy machine may hold
     * up the copy for as long as five of its pauses.
     */
    private void copySlowly(String into, String name, String content) throws IOException, InterruptedException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        int parts = 8;
        try (OutputStream out = Files.newOutputStream(directory.resolve(into).resolve(name))) {
            for (int part = 0; part < parts; part++) {
                int from = bytes.length * part / parts;
                out.write(bytes, from, bytes.length * (part + 1) / parts - from);
                out.flush();
                Thread.sleep(500);
            }
        }
    }

    private static byte[] zip(String... events) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (int i = 0; i < events.length; i++) {
                out.putNextEntry(new ZipEntry("entry-" + i));
                out.write(events[i].getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    @Test
    void writtenFilesAreFollowedOverRotationsAndEachEventIsReadOnce() throws IOException {
        sources("""

                outrider.sources = logs
                outrider.source.logs.type = tail
                outrider.source.logs.directory = logs, more
                outrider.source.logs.include = *.log
                outrider.source.logs.pollDelay = 100
                """);
        Files.createDirectories(directory.resolve("more"));
        append("logs/app.log", event("first") + "\n");
        Outrider outrider = new Outrider(directory);
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(hosts(outrider)).containsExactly("first"));

            String second = event("second") + "\n";
            append("logs/app.log", event("before") + "\n" + second.substring(0, 100));
            await(() -> assertThat(hosts(outrider)).contains("before"));
            append("logs/app.log", second.substring(100));
            await(() -> assertThat(hosts(outrider)).contains("second"));

            Files.move(directory.resolve("logs/app.log"), directory.resolve("logs/app.log.1"));
            append("logs/app.log.1", event("late-writer") + "\n");
            append("logs/app.log", event("new-file") + "\n");
            append("more/other.log", event("other-directory") + "\n");
            await(() -> assertThat(hosts(outrider)).contains("late-writer", "new-file", "other-directory"));

            try (RandomAccessFile emptied =
                    new RandomAccessFile(directory.resolve("logs/app.log").toFile(), "rw")) {
                emptied.setLength(0);
            }
            append("logs/app.log", "no event\n" + event("after-emptying") + "\n");
            await(() -> assertThat(hosts(outrider)).contains("after-emptying"));

            service.stop();
            assertThat(service.log())
                    .contains("Since the start: 7 events, 7 matched")
                    .contains(" 1 records rejected")
                    .doesNotContain("Exception", "Forcing shutdown");
        }
    }

    private void append(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
