package io.outrider.app;

import io.outrider.Corpus;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What the store costs the service, with everything on: the packaged application with all published detections over real events of
 * Windows, each file several times, in turns without a store and with each kind of it. From when the source begins to the moment at which
 * the last file is through; SIGTERM and the start are not in it.
 *
 * <p>{@code ./mvnw -Pbench verify -Dbench.main=io.outrider.app.StoreThroughput -Dbench=ROUNDS}
 */
public final class StoreThroughput {

    private static final int COPIES = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** In the order in which they take turns. */
    private enum Store {
        NONE,
        NORMAL,
        FULL,
        POSTGRESQL
    }

    private StoreThroughput() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        List<Path> files = files();
        Map<Store, List<Double>> seconds = new EnumMap<>(Store.class);
        try (PostgresServer server = PostgresServer.started()) {
            for (int round = 1; round <= rounds; round++) {
                for (Store store : Store.values()) {
                    double took = run(store, files, server);
                    System.out.printf("round %d, %s: %.2f s%n", round, store, took);
                    seconds.computeIfAbsent(store, s -> new ArrayList<>()).add(took);
                }
            }
        }
        double without = median(seconds.get(Store.NONE));
        seconds.forEach((store, all) -> System.out.printf(
                "%-10s median of %d: %.2f s, %.2f of the throughput without a store%n",
                store, all.size(), median(all), without / median(all)));
    }

    private static double run(Store store, List<Path> files, PostgresServer server) throws IOException {
        Path home = Files.createTempDirectory(Path.of("target"), "store-throughput").toAbsolutePath();
        try {
            Path inbox = Files.createDirectory(home.resolve("inbox"));
            for (int copy = 0; copy < COPIES; copy++) {
                for (Path file : files) {
                    Files.copy(file, inbox.resolve(copy + "-" + file.getFileName()));
                }
            }
            Outrider outrider = new Outrider(home)
                    .with("outrider.detections.directories", Corpus.path("escu/detections").toString());
            switch (store) {
                case NONE -> outrider.with("outrider.store.type", "none");
                case NORMAL -> outrider.with("outrider.store.synchronous", "normal");
                case FULL -> outrider.with("outrider.store.synchronous", "full");
                case POSTGRESQL -> outrider.with("outrider.store.type", "postgresql")
                        .with("outrider.store.url", server.url(server.create()))
                        .with("outrider.store.username", PostgresServer.USER)
                        .with("outrider.store.password", PostgresServer.PASSWORD);
            }
            try (Outrider.Service service = outrider.start()) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .failFast(() -> !service.isAlive())
                        .until(() -> service.log().contains("Started source-"));
                long began = System.nanoTime();
                Path done = inbox.resolve(".done");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .failFast(() -> !service.isAlive())
                        .until(() -> count(done) == COPIES * files.size());
                double took = (System.nanoTime() - began) / 1e9;
                service.stop();
                return took;
            }
        } finally {
            delete(home);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Corpus.path("events/windows-json"))) {
            return files.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
        }
    }

    private static long count(Path directory) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
