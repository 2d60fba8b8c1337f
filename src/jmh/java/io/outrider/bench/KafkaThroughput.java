package io.outrider.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.app.KafkaBroker;
import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.rule.Rule;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The service on a topic beside {@code outrider run} on a file of the same events, with all published detections, and Kafka's own
 * consumer-perf-test on the topic. Each is measured in turn, several times, for other processes share the machine.
 *
 * <p>Both run with the settings of a run over files (all windows close at the end, alerts go out then), so both do the same work. The file's
 * time is what the run tells: without its start-up. The topic's begins when the source's route has started and ends with the process,
 * so joining the group and stopping are in it.
 */
public final class KafkaThroughput {

    private static final int ROUNDS = 3;
    private static final int PARTITIONS = 4;
    private static final String STARTED = "Started source-bench";

    private final KafkaBroker broker;
    private final Path work;
    private final List<Path> detections;
    private final List<Rule> rules;
    private final EventFile file;

    private KafkaThroughput(KafkaBroker broker, Path work, List<Path> detections, List<Rule> rules, EventFile file) {
        this.broker = broker;
        this.work = work;
        this.detections = detections;
        this.rules = rules;
        this.file = file;
    }

    /** @param arguments the size of the file in bytes; the corpus is where OUTRIDER_CORPUS says */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !arguments[0].matches("[0-9]{1,12}") || System.getenv("OUTRIDER_CORPUS") == null) {
            System.err.println("expected -Dbench=BYTES, for example 200000000, and a corpus in OUTRIDER_CORPUS");
            System.exit(2);
        }
        Path corpus = Path.of(System.getenv("OUTRIDER_CORPUS"));
        Path work = Files.createTempDirectory("kafka-throughput");
        List<Path> detections = List.of(corpus.resolve("escu/detections"));
        Clock clock = Clock.systemUTC();
        DataModels models = DataModels.standard();
        Content content = new ContentLoader(models, List.of(Path.of("detections/macros"))).load(detections);
        Samples samples = Samples.read(corpus.resolve("events/process-events.ndjson.gz"), clock);
        List<Rule> rules = Selection.of(content.rules(), models, Bench.settings(), samples.datasets()).measured();
        EventFile file = EventFile.write(
                new EventVariation(samples.events(), Bench.SEED, new ObjectMapper()),
                work.resolve("events.jsonl"),
                Long.parseLong(arguments[0]));
        try (KafkaBroker broker = new KafkaBroker(Files.createDirectory(work.resolve("broker")))) {
            new KafkaThroughput(broker, work, detections, rules, file).run();
        } finally {
            RoutesRun.delete(work);
        }
    }

    private void run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%,d events, %,d bytes, %d detections, %d partitions%n",
                file.events(),
                file.bytes(),
                rules.size(),
                PARTITIONS);
        broker.create("bench", PARTITIONS);
        produce();
        for (int round = 0; round < ROUNDS; round++) {
            RoutesRun ofFile = RoutesRun.of(Path.of("outrider").toAbsolutePath(), detections, rules, file, EndToEnd.HEAP);
            double fileRate = file.events() * 1e3 / ofFile.elapsedMillis();
            double topicRate = file.events() * 1e3 / topic(round);
            System.out.printf(
                    Locale.ROOT,
                    "file %,9.0f events/s (%,d alerts)   topic %,9.0f events/s   ratio %.2f%n",
                    fileRate,
                    ofFile.alerts(),
                    topicRate,
                    topicRate / fileRate);
        }
        perfTest();
    }

    private void produce() throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = broker.producer("lz4");
                BufferedReader lines = Files.newBufferedReader(file.path())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                producer.send(new ProducerRecord<>("bench", line.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Milliseconds in which a group of its own reads the topic, until its process has ended. */
    private long topic(int round) throws Exception {
        Path directory = Files.createDirectory(work.resolve("topic-" + round));
        Path log = directory.resolve("service.log");
        String group = "bench-" + round;
        ProcessBuilder builder = new ProcessBuilder(Path.of("outrider").toAbsolutePath().toString(), "run")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put("OUTRIDER_JAVA_OPTS", "-Xmx" + EndToEnd.HEAP + "m @" + options(directory, group).getFileName());
        Process process = builder.start();
        try {
            while (!Files.readString(log).contains(STARTED)) {
                await(process, log);
            }
            long begin = System.nanoTime();
            while (broker.committed(group).values().stream().mapToLong(Long::longValue).sum() < file.events()) {
                await(process, log);
            }
            process.destroy();
            process.waitFor();
            long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            Files.readString(log)
                    .lines()
                    .filter(line -> line.contains("Since the start") || line.contains("Source bench:"))
                    .forEach(line -> System.out.println("  " + line.replaceFirst("^.*?\\) ", "")));
            return elapsed;
        } finally {
            process.destroyForcibly();
        }
    }

    private static void await(Process process, Path log) throws Exception {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("expected the service to run, but it ended: " + Files.readString(log));
        }
    }

    private Path options(Path directory, String group) throws IOException {
        Path options = RoutesRun.options(directory, rules);
        List<String> lines = new ArrayList<>(Files.readAllLines(options));
        lines.add("\"-Doutrider.detections.directories=" + detections.get(0) + "\"");
        lines.addAll(List.of(
                "-Doutrider.detections.reload-interval=0",
                "-Doutrider.grouping.bounded=true",
                "-Doutrider.alerts.emit=close",
                "-Doutrider.store.type=none",
                "-Dcamel.main.routes-reload-enabled=false",
                "-Dquarkus.log.category.\"outrider.alerts\".level=WARN",
                "-Doutrider.sources=bench",
                "-Doutrider.source.bench.type=kafka",
                "-Doutrider.source.bench.brokers=" + broker.address(),
                "-Doutrider.source.bench.topics=bench",
                "-Doutrider.source.bench.group=" + group));
        return Files.write(options, lines);
    }

    private void perfTest() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.apache.kafka.tools.ConsumerPerformance",
                        "--bootstrap-server",
                        broker.address(),
                        "--topic",
                        "bench",
                        "--messages",
                        Long.toString(file.events()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        System.out.println("kafka-consumer-perf-test:");
        System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        process.waitFor();
    }
}
