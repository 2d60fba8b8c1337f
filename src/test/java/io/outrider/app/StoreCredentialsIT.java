package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agroal.api.AgroalDataSource;
import io.outrider.store.PostgresServer;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** The store of a real PostgreSQL, whose user and password {@link SyntheticCredentials} gives by Quarkus' own property. */
@QuarkusTest
@TestProfile(StoreCredentialsIT.Settings.class)
class StoreCredentialsIT {

    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // No container in place of what is not configured.
            return Map.of("quarkus.devservices.enabled", "false");
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Database.class));
        }
    }

    /** None where PostgreSQL is not installed: the application starts without it, and the test says why it is skipped. */
    public static final class Database implements QuarkusTestResourceLifecycleManager {

        private @Nullable PostgresServer server;
        private @Nullable String missing;

        @Override
        public Map<String, String> start() {
            try {
                server = PostgresServer.started();
            } catch (TestAbortedException e) {
                missing = e.getMessage();
                return Map.of("outrider.store.type", "none", "outrider.health.enabled", "false");
            }
            return Map.of(
                    "outrider.store.type", "postgresql",
                    "outrider.store.url", server.url(server.create()),
                    "quarkus.datasource.postgresql.credentials-provider", "store",
                    "outrider.health.enabled", "false");
        }

        @Override
        public void inject(Object test) {
            ((StoreCredentialsIT) test).database = this;
        }

        @Override
        public void stop() {
            if (server != null) {
                server.close();
            }
        }
    }

    private Database database;

    @Inject
    @DataSource("postgresql")
    Instance<AgroalDataSource> postgresql;

    @Test
    void userAndPasswordOfTheStoreComeFromTheProvider() throws Exception {
        assumeTrue(database.server != null, database.missing);

        try (Connection connection = postgresql.get().getConnection()) {
            assertThat(connection.getMetaData().getUserName()).isEqualTo(PostgresServer.USER);
        }
    }
}
