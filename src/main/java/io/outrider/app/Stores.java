package io.outrider.app;

import io.agroal.api.AgroalDataSource;
import io.outrider.store.DeadLetterStore;
import io.outrider.store.OutboxStore;
import io.outrider.store.SqlDeadLetterStore;
import io.outrider.store.SqlOutboxStore;
import io.outrider.store.SqlStateStore;
import io.outrider.store.StateStore;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The store of the state that the configuration names, with the schema of this version. */
@Singleton
final class Stores {

    private final @Nullable StateStore state;
    private final @Nullable OutboxStore outbox;
    private final @Nullable DeadLetterStore deadLetters;

    Stores(
            OutriderConfig config,
            @DataSource("sqlite") Instance<AgroalDataSource> sqlite,
            @FlywayDataSource("sqlite") Instance<Flyway> sqliteSchema,
            @DataSource("postgresql") Instance<AgroalDataSource> postgresql,
            @FlywayDataSource("postgresql") Instance<Flyway> postgresqlSchema) {
        Opened opened = switch (config.store().type()) {
            case NONE -> null;
            case SQLITE -> {
                Path directory = Path.of(config.store().directory());
                make(directory);
                yield open(
                        sqlite,
                        sqliteSchema,
                        "outrider.store.directory",
                        directory.resolve(StoreProperties.FILE).toString());
            }
            case POSTGRESQL -> {
                String url = config.store()
                        .url()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "outrider.store.url: expected jdbc:postgresql://HOST/DATABASE, but found nothing"));
                yield open(postgresql, postgresqlSchema, "outrider.store.url", withoutParameters(url));
            }
        };
        state = opened == null ? null : opened.state();
        outbox = opened == null ? null : opened.outbox();
        deadLetters = opened == null ? null : opened.deadLetters();
    }

    private record Opened(StateStore state, OutboxStore outbox, DeadLetterStore deadLetters) {}

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            // Without the cause: what the operator is to read is this.
            throw new IllegalStateException("outrider.store.directory: expected " + directory
                    + " to be a directory, or one that can be made, but found " + e);
        }
    }

    private static Opened open(
            Instance<AgroalDataSource> database, Instance<Flyway> schema, String property, String name) {
        try {
            schema.get().migrate();
        } catch (RuntimeException e) {
            // Without the cause: what the operator is to read is this.
            throw new IllegalStateException(property + ": expected a database that can be read and written, but " + name
                    + " cannot be used: " + Reason.of(e) + "; outrider.store.type = none does without one");
        }
        String called = name + " (" + property + ")";
        return new Opened(
                new SqlStateStore(database.get(), called),
                new SqlOutboxStore(database.get(), called),
                new SqlDeadLetterStore(database.get(), called));
    }

    /** Without its parameters, which may hold a password. */
    static String withoutParameters(String url) {
        return url.split("\\?", 2)[0];
    }

    /** {@code null} if the state ends with the process. */
    @Nullable
    StateStore state() {
        return state;
    }

    /** {@code null} if the state ends with the process. */
    @Nullable
    OutboxStore outbox() {
        return outbox;
    }

    /** {@code null} if the state ends with the process. */
    @Nullable
    DeadLetterStore deadLetters() {
        return deadLetters;
    }

    @PreDestroy
    void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
        if (outbox != null) {
            outbox.close();
        }
        if (state != null) {
            state.close();
        }
    }
}
