package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes over one topic of twelve partitions and one PostgreSQL, of which one is killed while another joins, say at last what
 * one says that reads all of it. Events are synthetic; those of a host are in any partition.
 */
class InstancesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final String TOPIC = "events";
    private static final int PARTITIONS = 12;
    private static final int EVENTS = 6_000;
    private static final int HOSTS = 20;
    private static final Instant BEGIN = Instant.parse("2026-03-02T08:00:00Z");

    /** Goes out at the close: what is below a bound may pass it. */
    private static final String AT_THE_CLOSE = detection(
            "Synthetic commands of a host",
            "7a1c5f9e-0000-4000-8000-00000000c105",
            "count min(_time) as firstTime max(_time) as lastTime dc(Processes.process) as commands from"
                    + " datamodel=Endpoint.Processes where Processes.process_name=winrs.exe by Processes.dest"
                    + " | where commands < 100000");

    /** Goes out early, but no partition alone has so many of a row. */
    private static final String OVER_ALL_PARTITIONS = detection(
            "Synthetic many of a user",
            "7a1c5f9e-0000-4000-8000-0000000ea71a",
            "count from datamodel=Endpoint.Processes where Processes.process_name=winrs.exe by Processes.dest"
                    + " Processes.user | where count > 40");

    @TempDir
    static Path brokerDirectory;

    private static KafkaBroker broker;
    private static PostgresServer server;

    @TempDir
    Path directory;

    private String url;

    @BeforeAll
    static void startServers() throws Exception {
        server = PostgresServer.started();
        broker = new KafkaBroker(brokerDirectory);
    }

    @AfterAll
    static void stopServers() {
        if (broker != null) {
            broker.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static String detection(String name, String id, String search) {
        return """
                name: %s
                id: %s
                version: 1
                date: '2026-01-01'
                author: synthetic
                type: TTP
                description: Synthetic.
                search: '| tstats %s'
                tags:
                  security_domain: endpoint
                """.formatted(name, id, search);
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(assertion);
    }

    private Outrider outrider(String name) throws IOException {
        return new Outrider(Files.createDirectories(directory.resolve(name)))
                .with(
                        "outrider.detections.directories",
                        directory.resolve("detections").toString())
                .with("outrider.sources", "edr")
                .with("outrider.source.edr.type", "kafka")
                .with("outrider.source.edr.brokers", broker.address())
                .with("outrider.source.edr.topics", TOPIC)
                .with("outrider.source.edr.pollTimeout", "100")
                .with("outrider.source.edr.maxPollRecords", "50")
                .with("outrider.source.edr.sessionTimeout", "6000")
                .with("outrider.source.edr.group", name.equals("alone") ? "alone" : "together")
                .with("outrider.grouping.idle-timeout", "10s")
                .with("outrider.grouping.tick", "300")
                .with("outrider.alerts.update-interval", "1s");
    }

    private Outrider instance(String name) throws IOException {
        return outrider(name)
                .with("outrider.store.type", "postgresql")
                .with("outrider.store.url", url)
                .with("outrider.store.username", PostgresServer.USER)
                .with("outrider.store.password", PostgresServer.PASSWORD)
                .with("outrider.store.instance", name)
                // All start at the same time, on a machine that may be busy.
                .with("quarkus.datasource.postgresql.jdbc.acquisition-timeout", "60s");
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Random random, int from, int to) throws Exception {
        String template = Files.readAllLines(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
                .get(0);
        for (int i = from; i < to; i++) {
            // Six hours, some of it out of order by less than the lateness.
            Instant time = BEGIN.plusMillis(i * 3_600L).minusSeconds(random.nextInt(300));
            String event = template.replaceAll("SystemTime='[^']*'", "SystemTime='" + time + "'")
                    .replaceAll("<Computer>[^<]*", "<Computer>host-" + random.nextInt(HOSTS) + ".example.com")
                    .replace("-r:srv-007 whoami", "-r:srv-" + random.nextInt(50) + " whoami");
            producer.send(new ProducerRecord<>(
                    TOPIC, random.nextInt(PARTITIONS), null, event.getBytes(StandardCharsets.UTF_8)));
            if (i % 100 == 0) {
                producer.flush();
                // Not to wait for something: so that much happens meanwhile.
                Thread.sleep(50);
            }
        }
        producer.flush();
    }

    /** What was last said, by the alerts' ids: all but when and how often. */
    private static Map<String, String> lastWords(List<Outrider> outriders) {
        Map<String, JsonNode> last = new HashMap<>();
        for (Outrider outrider : outriders) {
            for (JsonNode alert : outrider.alerts()) {
                last.merge(alert.at("/metadata/uid").asText(), alert, (a, b) -> sequence(a) > sequence(b) ? a : b);
            }
        }
        Map<String, String> words = new TreeMap<>();
        last.forEach((id, alert) -> words.put(
                id,
                alert.get("activity_id").asInt() == 3
                        ? "closed"
                        : alert.get("count") + " " + alert.get("start_time") + " " + alert.get("end_time") + " "
                                + alert.get("severity_id") + " " + alert.at("/unmapped/partial") + " "
                                + alert.at("/unmapped/search_result")));
        return words;
    }

    private static int sequence(JsonNode alert) {
        return alert.at("/metadata/sequence").asInt();
    }

    private static long counted(List<Outrider> outriders) {
        Map<String, JsonNode> last = new HashMap<>();
        for (Outrider outrider : outriders) {
            for (JsonNode alert : outrider.alerts()) {
                if (alert.at("/finding_info/title").asText().contains("commands of a host")) {
                    last.merge(alert.at("/metadata/uid").asText(), alert, (a, b) -> sequence(a) > sequence(b) ? a : b);
                }
            }
        }
        return last.values().stream()
                .mapToLong(alert -> alert.get("count").asLong())
                .sum();
    }

    @Test
    void threeInstancesOfWhichOneIsKilledWhileAnotherJoinsSayWhatOneSays() throws Exception {
        broker.create(TOPIC, PARTITIONS);
        url = server.url(server.create());
        Path detections = Files.createDirectories(directory.resolve("detections"));
        Files.writeString(detections.resolve("at-the-close.yml"), AT_THE_CLOSE);
        Files.writeString(detections.resolve("over-all-partitions.yml"), OVER_ALL_PARTITIONS);
        // Printed, so that a failure can be played again.
        long seed = System.nanoTime();
        System.out.println("InstancesIT: seed " + seed);
        Random random = new Random(seed);
        List<Outrider> together = new ArrayList<>();
        for (String name : List.of("one", "two", "three", "four")) {
            together.add(instance(name));
        }
        try (KafkaProducer<byte[], byte[]> producer = broker.producer("lz4");
                Outrider.Service one = together.get(0).start();
                Outrider.Service two = together.get(1).start();
                Outrider.Service three = together.get(2).start()) {
            await(() -> assertThat(broker.members("together")).isEqualTo(3));
            send(producer, random, 0, EVENTS / 3);
            await(() -> assertThat(together)
                    .filteredOn(outrider -> outrider.alerts().isEmpty())
                    .as("%s %s %s", one.log(), two.log(), three.log())
                    .hasSizeLessThanOrEqualTo(2));
            try (Outrider.Service four = together.get(3).start()) {
                int half = EVENTS / 2 + random.nextInt(EVENTS / 4);
                send(producer, random, EVENTS / 3, EVENTS / 2);
                await(() -> assertThat(broker.members("together")).isEqualTo(4));
                send(producer, random, EVENTS / 2, half);
                two.kill();
                send(producer, random, half, EVENTS);

                await(() -> assertThat(counted(together))
                        .as("%s %s %s", one.log(), three.log(), four.log())
                        .isEqualTo(EVENTS));

                Outrider alone = outrider("alone");
                try (Outrider.Service service = alone.start()) {
                    await(() -> assertThat(counted(List.of(alone))).isEqualTo(EVENTS));
                    await(() -> assertThat(lastWords(together)).isEqualTo(lastWords(List.of(alone))));
                    assertThat(service.isAlive()).isTrue();
                }
                assertThat(List.of(one, three, four)).allMatch(Outrider.Service::isAlive);
            }
        }
        long saying = together.stream()
                .filter(outrider -> !outrider.alerts().isEmpty())
                .count();
        System.out.println("InstancesIT: " + lastWords(together).size() + " alerts, said by " + saying + " instances");
        assertThat(lastWords(together)).hasSizeGreaterThan(HOSTS * 6);
        assertThat(saying).as("instances that said something").isGreaterThanOrEqualTo(2);
        assertThat(lastWords(together).values()).noneMatch("closed"::equals);
    }
}
