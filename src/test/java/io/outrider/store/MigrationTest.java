package io.outrider.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Test;

class MigrationTest {

    private static Flyway flyway(String url, String target) {
        return Flyway.configure()
                .dataSource(url, PostgresServer.USER, PostgresServer.PASSWORD)
                .locations("filesystem:src/main/resources/db/migration/postgresql")
                .target(target)
                .load();
    }

    /** For PostgreSQL Flyway commits a script, and behind it, over another connection, that it was run. SQLite has one for both. */
    @Test
    void processThatIsKilledBetweenAScriptAndItsNoteIsFollowedByOneThatGoesOn() throws SQLException {
        try (PostgresServer server = PostgresServer.started()) {
            List<String> versions = new ArrayList<>();
            for (MigrationInfo script :
                    flyway(server.url(server.create()), "latest").info().pending()) {
                versions.add(script.getVersion().getVersion());
            }
            assertThat(versions).hasSizeGreaterThan(5);
            for (String version : versions) {
                String url = server.url(server.create());
                flyway(url, version).migrate();
                try (Connection connection =
                                DriverManager.getConnection(url, PostgresServer.USER, PostgresServer.PASSWORD);
                        Statement statement = connection.createStatement()) {
                    assertThat(statement.executeUpdate(
                                    "DELETE FROM flyway_schema_history WHERE version = '" + version + "'"))
                            .isEqualTo(1);
                }
                Flyway next = flyway(url, "latest");
                next.migrate();
                assertThat(Stream.of(next.info().applied())
                                .map(script -> script.getVersion().getVersion()))
                        .as("killed behind %s", version)
                        .isEqualTo(versions);
            }
        }
    }
}
