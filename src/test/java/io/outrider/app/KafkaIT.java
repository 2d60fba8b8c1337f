package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on topics of a real broker. Events are synthetic: each is of a host of its own, so each gives an alert of its own. */
class KafkaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final String WRONG = "wrong-password";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path brokerDirectory;

    private static KafkaBroker broker;

    @TempDir
    Path directory;

    private final String event = read(Outrider.PROJECT.resolve("samples/synthetic-sysmon.xml.log"))
            .lines()
            .findFirst()
            .orElseThrow();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = new KafkaBroker(brokerDirectory);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(assertion);
    }

    private String event(String host) {
        return event.replaceAll("<Computer>[^<]*</Computer>", "<Computer>" + host + "</Computer>");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Outrider outrider(Path directory, String topics) throws IOException {
        Files.createDirectories(directory);
        return new Outrider(directory)
                .with("outrider.sources", "edr")
                .with("outrider.source.edr.type", "kafka")
                .with("outrider.source.edr.brokers", broker.address())
                .with("outrider.source.edr.topics", topics)
                .with("outrider.source.edr.pollTimeout", "100")
                .with("outrider.source.edr.group", "group-" + topics.replaceAll("[^a-z]", ""));
    }

    private static Set<String> hosts(Outrider outrider) {
        return outrider.alerts().stream().map(KafkaIT::host).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String host(JsonNode alert) {
        return alert.at("/unmapped/search_result/dest").asText();
    }

    private static Set<String> names(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> prefix + i + ".example.com")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String source(JsonNode deadLetter) {
        return deadLetter.get("source").asText();
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, int partition, String value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, null, value == null ? null : bytes(value)))
                .get();
    }

    /** All messages of a topic until now. */
    private static List<ConsumerRecord<String, String>> messages(String topic) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            List<ConsumerRecord<String, String>> messages = new ArrayList<>();
            while (messages.size() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(messages::add);
            }
            return messages;
        }
    }

    @Test
    void eventsOfATopicAlertIntoAnotherAndReadingGoesOnBehindTheCommittedOffset() throws Exception {
        broker.create("edr-events", 2);
        broker.create("soc-alerts", 2);
        Outrider outrider = outrider(directory, "edr-.*")
                .with("outrider.sinks", "alerts,soc")
                .with("outrider.sink.soc.type", "kafka")
                .with("outrider.sink.soc.brokers", broker.address())
                .with("outrider.sink.soc.topic", "soc-alerts");
        try (Outrider.Service service = outrider.start()) {
            for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
                try (KafkaProducer<byte[], byte[]> producer = broker.producer(codec)) {
                    send(producer, "edr-events", 0, event(codec + ".example.com"));
                }
            }
            try (KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
                send(producer, "edr-events", 1, null);
                send(producer, "edr-events", 1, event("two.example.com") + "\n" + event("in-one.example.com"));
                send(producer, "edr-events", 1, "{\"broken\": ");
                ProducerRecord<byte[], byte[]> hostile =
                        new ProducerRecord<>("edr-events", 1, null, bytes(event("headers.example.com")));
                hostile.headers()
                        .add("kafka.OVERRIDE_TOPIC", bytes("edr-events"))
                        .add("CamelFileName", bytes("../../elsewhere"))
                        .add("kafka.KEY", bytes("another"));
                producer.send(hostile).get();
            }
            await(() -> assertThat(hosts(outrider))
                    .containsExactlyInAnyOrder(
                            "none.example.com",
                            "gzip.example.com",
                            "snappy.example.com",
                            "lz4.example.com",
                            "zstd.example.com",
                            "two.example.com",
                            "in-one.example.com",
                            "headers.example.com"));
            await(() -> assertThat(outrider.deadLetters()).hasSize(1));
            JsonNode broken = outrider.deadLetters().get(0).get("letter");
            assertThat(source(broken)).as("topic and partition").isEqualTo("edr-events-1");
            assertThat(broken.get("offset").asLong()).isEqualTo(2);
            assertThat(broken.get("repaired").asBoolean()).isFalse();
            await(() -> assertThat(messages("soc-alerts")).hasSize(8));

            service.stop();

            assertThat(service.log()).contains("9 messages, 1 of them without a value; 0 came again");
            assertThat(service.log())
                    .contains("Since the start: 8 events, 8 matched, 8 alerts, 0 undelivered, 1 records");
        }
        assertThat(broker.committed("group-edr"))
                .isEqualTo(Map.of(new TopicPartition("edr-events", 0), 5L, new TopicPartition("edr-events", 1), 4L));
        assertThat(broker.members("group-edr")).as("it has left the group").isZero();
        List<ConsumerRecord<String, String>> sent = messages("soc-alerts");
        assertThat(sent).hasSize(8).allSatisfy(message -> {
            assertThat(message.key())
                    .isEqualTo(
                            JSON.readTree(message.value()).at("/metadata/uid").asText());
            assertThat(message.headers()).isEmpty();
        });

        try (KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
            send(producer, "edr-events", 0, event("later.example.com"));
        }
        try (Outrider.Service service = outrider.start()) {
            await(() -> assertThat(hosts(outrider)).contains("later.example.com"));
            assertThat(outrider.alerts()).as("nothing is read twice").hasSize(9);
            assertThat(service.isAlive()).isTrue();
        }
    }

    @Test
    void ofTwoInstancesOfAGroupOneTakesOverWhenTheOtherIsKilled() throws Exception {
        broker.create("shared", 4);
        Outrider one = outrider(directory.resolve("one"), "shared").with("outrider.source.edr.sessionTimeout", "6000");
        Outrider two = outrider(directory.resolve("two"), "shared").with("outrider.source.edr.sessionTimeout", "6000");
        try (Outrider.Service killed = one.start();
                Outrider.Service other = two.start();
                KafkaProducer<byte[], byte[]> producer = broker.producer("lz4")) {
            await(() -> assertThat(broker.members("group-shared")).isEqualTo(2));
            // Until both have alerts they do not yet share.
            int sent = 0;
            long began = System.nanoTime();
            while (one.alerts().isEmpty() || two.alerts().isEmpty()) {
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("%s%s", killed.log(), other.log())
                        .isLessThan(PATIENCE);
                send(producer, "shared", sent % 4, event("host-" + sent++ + ".example.com"));
                // Each is an alert; a machine that takes long to share the partitions is not to have tens of thousands.
                LockSupport.parkNanos(20_000_000);
            }
            int kill = sent + 100;
            for (int end = sent + 200; sent < end; sent++) {
                if (sent == kill) {
                    killed.kill();
                }
                send(producer, "shared", sent % 4, event("host-" + sent + ".example.com"));
            }
            Set<String> behind = names("host-", kill, sent);
            await(() -> assertThat(hosts(two)).containsAll(behind));
            assertThat(other.isAlive()).isTrue();

            // What it had said and not yet sent is in its own store: it is sent by the next process there.
            Set<String> all = names("host-", 0, sent);
            try (Outrider.Service again = one.start()) {
                await(() -> {
                    Set<String> alerted = new TreeSet<>(hosts(one));
                    alerted.addAll(hosts(two));
                    assertThat(alerted).as("%s", again.log()).isEqualTo(all);
                });
            }
            assertThat(hosts(one)).isNotEmpty().hasSizeLessThan(all.size());
        }
    }

    /** Sends events into all partitions, eight of a host, one a little after the other; how many there are then. */
    private int sendUntil(
            KafkaProducer<byte[], byte[]> producer,
            String topic,
            int sent,
            int least,
            BooleanSupplier enough,
            Outrider.Service... services)
            throws Exception {
        long began = System.nanoTime();
        int next = sent;
        while (next < sent + least || !enough.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as(() -> Stream.of(services).map(Outrider.Service::log).collect(Collectors.joining("\n\n")))
                    .isLessThan(PATIENCE);
            // The first of each host into another partition: in a shared store its reader says the alert.
            int host = next / 8;
            send(producer, topic, (next++ + host) % 4, event("host-" + host + ".example.com"));
            LockSupport.parkNanos(10_000_000);
        }
        return next;
    }

    /** What the last revisions of alerts count, whoever said them. */
    private static int counted(Outrider... instances) {
        Map<String, JsonNode> last = new HashMap<>();
        for (Outrider instance : instances) {
            instance.alerts()
                    .forEach(alert -> last.merge(
                            alert.at("/metadata/uid").asText(), alert, (a, b) -> sequence(a) > sequence(b) ? a : b));
        }
        return last.values().stream()
                .mapToInt(alert -> alert.get("count").asInt())
                .sum();
    }

    private static int sequence(JsonNode alert) {
        return alert.at("/metadata/sequence").asInt();
    }

    private Outrider sharing(String url, String name) throws IOException {
        return outrider(directory.resolve(name), "moved")
                .with("outrider.store.type", "postgresql")
                .with("outrider.store.url", url)
                .with("outrider.store.username", PostgresServer.USER)
                .with("outrider.store.password", PostgresServer.PASSWORD)
                .with("outrider.store.instance", name)
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "200")
                .with("outrider.grouping.idle-timeout", "10s");
    }

    @Test
    void partitionsThatMoveInTheMiddleOfAWindowAndBackCountEachEventOnceInASharedStore() throws Exception {
        try (PostgresServer server = PostgresServer.started()) {
            String url = server.url(server.create());
            Outrider one = sharing(url, "one");
            Outrider two = sharing(url, "two");
            moveAndBack("moved", one, two, () -> counted(one, two));
        }
    }

    @Test
    void partitionsThatMoveCountEachEventInOneOfTheStoresWhereEachInstanceHasItsOwn() throws Exception {
        Outrider one = ofItsOwn("one");
        Outrider two = ofItsOwn("two");
        moveAndBack("parted", one, two, () -> counted(one) + counted(two));
    }

    private Outrider ofItsOwn(String name) throws IOException {
        return outrider(directory.resolve(name), "parted")
                .with("outrider.alerts.update-interval", "1s")
                .with("outrider.grouping.tick", "200")
                .with("outrider.grouping.idle-timeout", "10s");
    }

    /** One instance stays; another joins, is stopped, and joins again. */
    private void moveAndBack(String topic, Outrider one, Outrider two, IntSupplier counted) throws Exception {
        broker.create(topic, 4);
        String group = "group-" + topic;
        try (KafkaProducer<byte[], byte[]> producer = broker.producer("none");
                Outrider.Service stays = one.start()) {
            int sent = sendUntil(producer, topic, 0, 100, () -> !one.alerts().isEmpty(), stays);
            try (Outrider.Service joins = two.start()) {
                sent = sendUntil(producer, topic, sent, 100, () -> !two.alerts().isEmpty(), stays, joins);
                assertThat(joins.stop()).as(joins.log()).isIn(0, 143);
            }
            sent = sendUntil(producer, topic, sent, 100, () -> broker.members(group) == 1, stays);
            try (Outrider.Service again = two.start()) {
                int all = sendUntil(producer, topic, sent, 100, () -> broker.members(group) == 2, stays, again);
                await(() -> assertThat(counted.getAsInt())
                        .as("%s %s", stays.log(), again.log())
                        .isEqualTo(all));
                again.stop();
                stays.stop();
                assertThat(counted.getAsInt()).isEqualTo(all);
            }
        }
        assertThat(two.alerts()).isNotEmpty();
    }

    @Test
    void brokerThatFailsAndComesBackLosesNothingAndGivesNothingTwice() throws Exception {
        broker.create("outage", 2);
        Outrider outrider = outrider(directory, "outage");
        try (Outrider.Service service = outrider.start()) {
            try (KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
                for (int i = 0; i < 20; i++) {
                    send(producer, "outage", i % 2, event("before-" + i + ".example.com"));
                }
            }
            await(() -> assertThat(outrider.alerts()).hasSize(20));

            broker.kill();
            broker.start();

            try (KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
                for (int i = 0; i < 20; i++) {
                    send(producer, "outage", i % 2, event("after-" + i + ".example.com"));
                }
            }
            Set<String> all = names("before-", 0, 20);
            all.addAll(names("after-", 0, 20));
            await(() -> assertThat(hosts(outrider)).isEqualTo(all));
            service.stop();
            assertThat(outrider.alerts()).as("%s", service.log()).hasSize(40);
            assertThat(service.log()).contains("Since the start: 40 events, 40 matched, 40 alerts");
        }
    }

    @Test
    void batchThatFailsComesAgainAndNothingBehindItIsReadBefore() throws Exception {
        broker.create("failing", 1);
        // Events that matched cannot be written: a file stands where their directory is to be.
        Path blocker = Files.writeString(directory.resolve("matched"), "");
        Outrider outrider = outrider(directory, "failing")
                .with("outrider.source.edr.maxPollRecords", "2")
                .with("outrider.matched.sinks", "archive")
                .with("outrider.matched.sink.archive.type", "file")
                .with("outrider.matched.sink.archive.directory", "matched");
        try (Outrider.Service service = outrider.start();
                KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
            send(producer, "failing", 0, event("host-0.example.com"));
            send(producer, "failing", 0, "{\"broken\": ");
            for (int i = 1; i < 5; i++) {
                send(producer, "failing", 0, event("host-" + i + ".example.com"));
            }
            await(() -> assertThat(service.log()).contains("could not be taken in and comes again"));
            assertThat(outrider.alerts()).isEmpty();
            assertThat(broker.committed("group-failing")).isEmpty();

            Files.delete(blocker);

            await(() -> assertThat(hosts(outrider)).isEqualTo(names("host-", 0, 5)));
            await(() -> assertThat(broker.committed("group-failing")).containsValue(6L));
            service.stop();
            assertThat(outrider.alerts()).hasSize(5);
            assertThat(service.log()).contains("Since the start: 5 events, 5 matched");
        }
        assertThat(outrider.deadLetters())
                .as("once, though its batch was tried again")
                .hasSize(1);
    }

    @Test
    void messageThatIsNoEventIsSetAsideOnceThoughTheDatabaseIsAwayWhileItsBatchIsTried() throws Exception {
        broker.create("away", 1);
        try (PostgresServer server = PostgresServer.started()) {
            Outrider outrider = outrider(directory, "away")
                    .with("outrider.store.type", "postgresql")
                    .with("outrider.store.url", server.url(server.create()))
                    .with("outrider.store.username", PostgresServer.USER)
                    .with("outrider.store.password", PostgresServer.PASSWORD);
            try (Outrider.Service service = outrider.start();
                    KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
                send(producer, "away", 0, event("before.example.com"));
                await(() -> assertThat(hosts(outrider)).containsExactly("before.example.com"));
                server.kill();
                // In one message, so in one batch: a batch without a match needs no store.
                send(producer, "away", 0, event("after.example.com") + "\nno event");
                // The route has tried it four times then, and the consumer begins anew and gives it again.
                await(() -> assertThat(service.log().split("could not be taken in and comes again"))
                        .hasSizeGreaterThan(2));
                server.start();
                await(() -> assertThat(hosts(outrider)).containsExactly("after.example.com", "before.example.com"));
                assertThat(service.stop()).as(service.log()).isIn(0, 143);
            }
            List<JsonNode> letters = new ArrayList<>(outrider.lines("dead-letters"));
            outrider.deadLetters().forEach(letter -> letters.add(letter.get("letter")));
            assertThat(letters)
                    .extracting(letter -> letter.get("text").asText())
                    .containsExactly("no event");
        }
    }

    private static List<String> names(JsonNode document) {
        List<String> names = new ArrayList<>();
        document.get("detections")
                .forEach(detection -> names.add(detection.get("name").asText()));
        return names;
    }

    @Test
    void eventsThatMatchGoIntoATopicAndAFileBeforeTheirOffsetIsCommitted() throws Exception {
        broker.create("watched", 1);
        Outrider outrider = outrider(directory, "watched")
                .with("outrider.matched.sinks", "archive,lake")
                .with("outrider.matched.raw", "true")
                .with("outrider.matched.sink.archive.type", "file")
                .with("outrider.matched.sink.archive.directory", "matched")
                .with("outrider.matched.sink.lake.type", "kafka")
                .with("outrider.matched.sink.lake.brokers", broker.address())
                .with("outrider.matched.sink.lake.topic", "lake");
        try (Outrider.Service service = outrider.start();
                KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
            send(
                    producer,
                    "watched",
                    0,
                    event("one.example.com") + "\n"
                            + event("quiet.example.com").replaceAll("(?i)winrs\\.exe|winrm", "notepad.exe") + "\n"
                            + event("two.example.com"));
            // The topic is not there yet: the batch is held.
            await(() -> assertThat(service.log()).contains("Topic lake not present in metadata"));
            assertThat(outrider.alerts()).isEmpty();
            assertThat(broker.committed("group-watched")).isEmpty();

            broker.create("lake", 2);

            await(() -> assertThat(broker.committed("group-watched")).containsValue(1L));
            await(() -> assertThat(outrider.alerts()).hasSize(2));
            service.stop();
            assertThat(hosts(outrider)).as("%s", service.log()).containsExactly("one.example.com", "two.example.com");
            assertThat(outrider.alerts()).hasSize(2);
            assertThat(service.log()).contains("Since the start: 3 events, 2 matched, 2 alerts");
        }
        List<ConsumerRecord<String, String>> sent = messages("lake");
        assertThat(sent).hasSize(2).allSatisfy(message -> {
            JsonNode document = JSON.readTree(message.value());
            assertThat(message.key()).isEqualTo(document.get("id").asText()).hasSize(64);
            assertThat(message.headers()).isEmpty();
            assertThat(document.at("/origin/file").asText()).isEqualTo("watched-0");
            assertThat(document.at("/origin/mapping").asText()).isNotEmpty();
            assertThat(document.get("_raw").asText())
                    .isEqualTo(event(document.at("/fields/Computer").asText()));
            assertThat(names(document)).containsExactly("Remote Process Instantiation via WinRM and Winrs");
        });
        assertThat(sent.stream().map(message -> cimHost(message.value())))
                .containsExactlyInAnyOrder("one.example.com", "two.example.com");
        // What was tried in vain is in the file as often, always with the same ids.
        assertThat(outrider.lines("matched").stream()
                        .map(document -> document.get("id").asText())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        sent.stream().map(ConsumerRecord::key).toList());
    }

    private static String cimHost(String document) {
        try {
            return JSON.readTree(document).at("/cim/dest").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void topicThatWasDeletedAndMadeAgainIsReadFromItsStart() throws Exception {
        broker.create("replaced", 1);
        Outrider outrider = outrider(directory, "replaced");
        try (Outrider.Service service = outrider.start()) {
            try (KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
                for (int i = 0; i < 10; i++) {
                    send(producer, "replaced", 0, event("old-" + i + ".example.com"));
                }
            }
            await(() -> assertThat(broker.committed("group-replaced")).containsValue(10L));
            try (Admin admin = broker.admin()) {
                admin.deleteTopics(List.of("replaced")).all().get();
            }
            await(() -> {
                try (Admin admin = broker.admin()) {
                    assertThat(admin.listTopics().names().get()).doesNotContain("replaced");
                }
            });
            broker.create("replaced", 1);
            try (KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
                send(producer, "replaced", 0, event("new.example.com"));
            }
            await(() -> assertThat(hosts(outrider)).as("%s", service.log()).contains("new.example.com"));
        }
    }

    @Test
    void sourceAndSinkUseTlsAndSaslAndNoSecretIsLogged() throws Exception {
        broker.create("secure", 1);
        broker.create("secure-alerts", 1);
        broker.create("secure-matched", 1);
        Outrider outrider = outrider(directory, "secure")
                .with("outrider.sources", "edr,refused")
                .with("outrider.source.refused.type", "kafka")
                .with("outrider.source.refused.topics", "secure")
                .with("outrider.sinks", "alerts,soc")
                .with("outrider.sink.soc.type", "kafka")
                .with("outrider.sink.soc.topic", "secure-alerts")
                .with("outrider.matched.sinks", "lake")
                .with("outrider.matched.sink.lake.type", "kafka")
                .with("outrider.matched.sink.lake.topic", "secure-matched");
        for (String name : List.of("source.edr", "source.refused", "sink.soc", "matched.sink.lake")) {
            String prefix = "outrider." + name + '.';
            outrider.with(prefix + "brokers", broker.secureAddress())
                    .with(prefix + "securityProtocol", "SASL_SSL")
                    .with(prefix + "truststore", broker.truststore().toString())
                    .with(prefix + "username", KafkaBroker.USER)
                    .with(prefix + "password", name.equals("source.refused") ? WRONG : KafkaBroker.PASSWORD);
        }
        try (Outrider.Service service = outrider.start();
                KafkaProducer<byte[], byte[]> producer = broker.producer("none")) {
            send(producer, "secure", 0, event("secret.example.com"));

            await(() -> assertThat(messages("secure-alerts"))
                    .as("%s", service.log())
                    .hasSize(1));
            assertThat(messages("secure-matched")).hasSize(1);
            // A refusal is told, stops no other source, and is no end: the broker is asked again.
            await(() -> assertThat(service.log().split("Source refused: cannot read from Kafka, and tries again"))
                    .hasSizeGreaterThan(2));
            service.stop();
            assertThat(service.log()).doesNotContain(KafkaBroker.PASSWORD).doesNotContain(WRONG);
        }
    }
}
