package io.outrider.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.outrider.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real PostgreSQL of Debian's packages, in a process and a directory of its own. It refuses to run as root, so a test that is
 * root's runs it as the package's user.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Path PACKAGED = Path.of("/usr/lib/postgresql");
    public static final String USER = "outrider";

    /** Synthetic; with what URLs and SQL take for their own. */
    public static final String PASSWORD = "p'a\"s:s@w/o?r#d%20&";

    // It is up within a second on a quiet machine.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path binaries;
    private final Path directory;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Process process;

    private PostgresServer(Path binaries) throws IOException {
        this.binaries = binaries;
        // Not in a directory of JUnit's, which its user could not enter.
        directory = Files.createTempDirectory("outrider-postgres");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path password = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        port = FreePort.find();
        finish(command(
                "initdb",
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        start();
    }

    /** A new server; the test is skipped, and says so, where there is none and {@code OUTRIDER_POSTGRESQL_REQUIRED} is not set. */
    public static PostgresServer started() {
        Optional<Path> found = binaries();
        if (found.isEmpty() && System.getenv("OUTRIDER_POSTGRESQL_REQUIRED") != null) {
            throw new IllegalStateException("expected PostgreSQL's server in " + PACKAGED + ", but found none");
        }
        assumeTrue(
                found.isPresent(),
                "needs PostgreSQL's server: apt-get install postgresql, which puts it in " + PACKAGED);
        try {
            return new PostgresServer(found.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> binaries() {
        if (!Files.isDirectory(PACKAGED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(PACKAGED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private ProcessBuilder command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    }

    private Path log() {
        return directory.resolve("log");
    }

    private void finish(ProcessBuilder command) throws IOException {
        if (command.start().onExit().join().exitValue() != 0) {
            throw new IllegalStateException(Files.readString(log()));
        }
    }

    /** Starts it, also again, and waits until it answers. */
    public void start() throws IOException {
        process = command(
                        "postgres",
                        "-D",
                        data().toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=")
                .start();
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, PASSWORD);
    }

    /** A new, empty database; its name. */
    public String create() {
        String name = "state" + databases.incrementAndGet();
        execute("CREATE DATABASE " + name);
        return name;
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Ends all connections to a database, as its administrator may. */
    public void terminate(String database) {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + database + "'");
    }

    /** Kills it, as a machine fails. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    private void execute(String sql) {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it at once, and deletes what it kept. */
    @Override
    public void close() {
        // SIGTERM would wait for connections; the processes that it started end when it is gone.
        kill();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
