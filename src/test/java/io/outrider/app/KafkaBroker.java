package io.outrider.app;

import io.outrider.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * A real broker of one node in a process of its own, which can be killed and started again with what it had. It listens without
 * security, and with TLS and SASL/PLAIN.
 */
public final class KafkaBroker implements AutoCloseable {

    /** Whom the secure listener lets in. The password has what URIs, JAAS and properties each take for their own. */
    static final String USER = "soc";

    static final String PASSWORD = "a\"b\\\\c&d=e%20f+g?h/i#j;k(l)m$n,o";

    private static final String STORE_PASSWORD = "synthetic";
    // It is up within 5 s on a quiet machine.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path directory;
    private final int port = FreePort.find();
    private final int securePort = FreePort.find();
    private final int controllerPort = FreePort.find();
    private Process process;

    /** @param directory for what it keeps, and its log */
    public KafkaBroker(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        certificate();
        Files.writeString(directory.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                listeners=PLAIN://localhost:%1$d,SECURE://localhost:%2$d,CONTROLLER://localhost:%3$d
                advertised.listeners=PLAIN://localhost:%1$d,SECURE://localhost:%2$d
                listener.security.protocol.map=PLAIN:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAIN
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@localhost:%3$d
                log.dirs=%4$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                auto.create.topics.enable=false
                delete.topic.enable=true
                sasl.enabled.mechanisms=PLAIN
                listener.name.secure.ssl.keystore.location=%5$s
                listener.name.secure.ssl.keystore.type=PKCS12
                listener.name.secure.ssl.keystore.password=%6$s
                listener.name.secure.ssl.key.password=%6$s
                listener.name.secure.plain.sasl.jaas.config=%7$s
                """.formatted(
                        port,
                        securePort,
                        controllerPort,
                        directory.resolve("data"),
                        directory.resolve("broker.p12"),
                        STORE_PASSWORD,
                        jaas().replace("\\", "\\\\")));
        start();
    }

    private static String jaas() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + USER + "=\""
                + PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"") + "\";";
    }

    private void certificate() throws IOException, InterruptedException {
        keytool(
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost");
        keytool("-exportcert", "-alias", "broker", "-rfc", "-file", truststore().toString());
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("broker.p12").toString()));
        command.addAll(List.of("-storepass", STORE_PASSWORD));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
        }
    }

    /** Starts it, and waits until it answers. */
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaBrokerMain.class.getName(),
                        directory.resolve("server.properties").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        try (Admin admin = admin()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> !process.isAlive()
                            || admin.describeCluster()
                                            .nodes()
                                            .get(5, TimeUnit.SECONDS)
                                            .size()
                                    == 1);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
    }

    /** Kills it, as a machine fails. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    Path log() {
        return directory.resolve("broker.log");
    }

    /** What clients without security are to connect to. */
    public String address() {
        return "localhost:" + port;
    }

    /** What clients with TLS and SASL/PLAIN are to connect to. */
    String secureAddress() {
        return "localhost:" + securePort;
    }

    /** The certificate of the secure listener. */
    Path truststore() {
        return directory.resolve("broker.pem");
    }

    Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address()));
    }

    public void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** Offsets that the group has committed; partitions without one are left out. */
    public Map<TopicPartition, Long> committed(String group) {
        try (Admin admin = admin()) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many members the group has now. */
    int members(String group) {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .all()
                    .get()
                    .get(group)
                    .members()
                    .size();
        } catch (ExecutionException e) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public KafkaProducer<byte[], byte[]> producer(String compression) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        address(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        compression),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void close() {
        kill();
    }
}
