package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.store.PostgresServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose store cannot be used says in one line what is wrong, where it is told, and ends. */
class StoreErrorsIT {

    @TempDir
    Path directory;

    private static void assertRefused(Outrider.Result result, String property, String... told) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err().lines())
                .filteredOn(line -> line.startsWith("outrider: could not start: "))
                .singleElement()
                .asString()
                .contains(property)
                .contains(told);
        assertThat(result.out() + result.err()).doesNotContain("\tat ").doesNotContain(PostgresServer.PASSWORD);
    }

    private Path file() throws IOException {
        return Files.createDirectories(directory.resolve("data")).resolve("outrider.sqlite");
    }

    @Test
    void fileThatIsNoDatabaseIsNamedAndStaysAsItIs() throws IOException {
        byte[] garbage = new byte[20_000];
        new Random(1).nextBytes(garbage);
        Files.write(file(), garbage);
        assertRefused(
                new Outrider(directory).call("run"),
                "outrider.store.directory: ",
                "data/outrider.sqlite",
                "not a database");
        assertThat(file()).hasBinaryContent(garbage);
    }

    @Test
    void fileThatIsCutOffIsNamed() throws IOException {
        try (Outrider.Service service = new Outrider(directory).start()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(180))
                    .untilAsserted(() -> assertThat(service.log()).contains("Started source-inbox"));
        }
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        assertRefused(new Outrider(directory).call("run"), "outrider.store.directory", "data/outrider.sqlite");
    }

    @Test
    void directoryThatCannotBeMadeIsNamed() throws IOException {
        Files.writeString(directory.resolve("data"), "a file");
        assertRefused(new Outrider(directory).call("run"), "outrider.store.directory: ", "data");
    }

    @Test
    void directoryThatIsReadOnlyIsNamed() throws IOException {
        // Not by its permissions: they do not hold for root, whom builds in containers run as.
        try (SmallDisk disk = SmallDisk.mounted(Files.createDirectories(directory.resolve("data")), "1m,ro")) {
            assertRefused(new Outrider(directory).call("run"), "outrider.store.directory: ", "data/outrider.sqlite");
            assertThat(disk.path()).isEmptyDirectory();
        }
    }

    @Test
    void fileThatAnotherProcessHoldsForItselfIsNamed() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("CREATE TABLE other (number INTEGER)");
            assertRefused(
                    new Outrider(directory).call("run"),
                    "outrider.store.directory: ",
                    "data/outrider.sqlite",
                    "locked");
        }
    }

    @Test
    void databaseThatCannotBeReachedIsNamedWithoutItsParameters() {
        assertRefused(
                new Outrider(directory)
                        .with("outrider.store.type", "postgresql")
                        // A port at which nobody listens.
                        .with(
                                "outrider.store.url",
                                "jdbc:postgresql://127.0.0.1:1/outrider?password=" + PostgresServer.PASSWORD)
                        .call("run"),
                "outrider.store.url: ",
                "jdbc:postgresql://127.0.0.1:1/outrider cannot be used",
                "refused");
    }

    // By Quarkus' own property, and in its words: it looks for the provider before it calls the database.
    @Test
    void passwordThatAProviderOfCredentialsIsToGiveNeedsOneInTheApplication() {
        assertRefused(
                new Outrider(directory)
                        .with("outrider.store.type", "postgresql")
                        .with("outrider.store.url", "jdbc:postgresql://127.0.0.1:1/outrider")
                        .with("quarkus.datasource.postgresql.credentials-provider", "store")
                        .call("run"),
                "credentials provider",
                "unable to find");
    }

    @Test
    void databaseThatIsNotNamedIsAskedFor() {
        assertRefused(
                new Outrider(directory)
                        .with("outrider.store.type", "postgresql")
                        .call("run"),
                "outrider.store.url: ",
                "jdbc:postgresql://HOST/DATABASE");
    }

    @Test
    void instancesDoNotShareAFile() {
        assertRefused(
                new Outrider(directory).with("outrider.store.instance", "soc-1").call("run"),
                "outrider.store.instance: ",
                "outrider.store.type = postgresql");
    }

    @Test
    void passwordThatIsWrongAndDatabaseThatIsNotThereAreTold() {
        try (PostgresServer server = PostgresServer.started()) {
            Outrider wrong = new Outrider(directory)
                    .with("outrider.store.type", "postgresql")
                    .with("outrider.store.url", server.url("postgres"))
                    .with("outrider.store.username", PostgresServer.USER)
                    .with("outrider.store.password", "synthetic-wrong");
            assertRefused(wrong.call("run"), "outrider.store.url: ", "password authentication failed");
            Outrider missing = new Outrider(directory)
                    .with("outrider.store.type", "postgresql")
                    .with("outrider.store.url", server.url("missing"))
                    .with("outrider.store.username", PostgresServer.USER)
                    .with("outrider.store.password", PostgresServer.PASSWORD);
            assertRefused(missing.call("run"), "outrider.store.url: ", "\"missing\" does not exist");
        }
    }
}
