package io.outrider.deliver;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.FreePort;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenSearch of one node, in a process and a directory of its own. It has no security plugin: whoever reaches the loopback
 * interface may do all.
 */
public final class OpenSearchServer implements AutoCloseable {

    private static final String VERSION = "outrider.opensearch.version";

    // It is up within four seconds on a quiet machine.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OpenSearchJars jars;
    private final Path home;
    private final int port = FreePort.find();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;

    private OpenSearchServer(OpenSearchJars jars, String version) throws IOException {
        this.jars = jars;
        home = Files.createTempDirectory("outrider-opensearch");
        Path config = Files.createDirectory(home.resolve("config"));
        Files.writeString(config.resolve("opensearch.yml"), """
                discovery.type: single-node
                network.host: 127.0.0.1
                http.port: %d
                transport.port: %d
                # Of a developer's disk little may be free.
                cluster.routing.allocation.disk.threshold_enabled: false
                """.formatted(port, FreePort.find()));
        Files.writeString(config.resolve("log4j2.properties"), """
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %p %c{1.} %m%n
                rootLogger.level = warn
                rootLogger.appenderRef.console.ref = console
                """);
        Files.createDirectory(home.resolve("tmp"));
        Files.createDirectory(home.resolve("plugins"));
        module(Files.createDirectories(home.resolve("modules/transport-netty4")), version);
        start();
    }

    // The distribution's module without its files for the security manager, which is asked for less here: sockets.
    private void module(Path folder, String version) throws IOException {
        for (Path jar : jars.transport()) {
            Files.copy(jar, folder.resolve(jar.getFileName()));
        }
        Files.writeString(folder.resolve("plugin-descriptor.properties"), """
                name=transport-netty4
                description=Transport over Netty
                classname=org.opensearch.transport.Netty4Plugin
                version=%1$s
                opensearch.version=%1$s
                java.version=17
                """.formatted(version));
        Files.writeString(folder.resolve("plugin-security.policy"), """
                grant {
                  permission java.net.SocketPermission "*", "accept,connect";
                };
                """);
    }

    /**
     * A new server; the tests are skipped, and say so, where its jars are not to be had and {@code OUTRIDER_OPENSEARCH_REQUIRED} is not
     * set.
     */
    public static OpenSearchServer started() {
        String version = System.getProperty(VERSION);
        if (version == null) {
            return none("the version of OpenSearch in the property " + VERSION + ", which ./mvnw verify sets", null);
        }
        try {
            return new OpenSearchServer(OpenSearchJars.of(version), version);
        } catch (BootstrapMavenException e) {
            return none("the jars of OpenSearch " + version + " in the local Maven repository or another", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OpenSearchServer none(String needed, @Nullable Exception cause) {
        if (System.getenv("OUTRIDER_OPENSEARCH_REQUIRED") != null) {
            throw new IllegalStateException("expected " + needed + ", but found none", cause);
        }
        // Of what is skipped before the first test nothing else tells.
        System.out.println("Skipped: needs " + needed);
        return abort("needs " + needed);
    }

    private Path log() {
        return home.resolve("log");
    }

    /** Starts it, and waits until it answers. */
    private void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + home.resolve("tmp"),
                        // Without its native code it cannot see that it runs as root, which it would refuse.
                        "-Djna.nosys=true",
                        "-Djna.nounpack=true",
                        "-Dopensearch.path.home=" + home,
                        "-Dopensearch.path.conf=" + home.resolve("config"),
                        "-cp",
                        jars.server().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                        "org.opensearch.bootstrap.OpenSearch")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send("GET", "/_cluster/health", "").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes a call as an administrator or analyst does; its answer, which has to be one of success. */
    public JsonNode call(String method, String path, String body) {
        try {
            HttpResponse<String> answer = send(method, path, body);
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is in an index or data stream, by ids: each with its {@code _version} and {@code _source}. */
    public Map<String, JsonNode> documents(String index) {
        call("POST", '/' + index + "/_refresh", "");
        Map<String, JsonNode> documents = new TreeMap<>();
        call("GET", '/' + index + "/_search?version=true&size=1000", "")
                .at("/hits/hits")
                .forEach(hit -> documents.put(hit.get("_id").asText(), hit));
        return documents;
    }

    /** Ends it, and deletes what it kept. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
