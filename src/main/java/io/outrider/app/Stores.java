package io.outrider.app;

import io.agroal.api.AgroalDataSource;
import io.outrider.store.DeadLetterStore;
import io.outrider.store.Growth;
import io.outrider.store.OutboxStore;
import io.outrider.store.PolicyStore;
import io.outrider.store.SqlDeadLetterStore;
import io.outrider.store.SqlOutboxStore;
import io.outrider.store.SqlSharedStore;
import io.outrider.store.SqlStateStore;
import io.outrider.store.SqlStoreSize;
import io.outrider.store.StateStore;
import io.outrider.store.StoreProbe;
import io.outrider.store.StoreSize;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The store of the state that the configuration names, with the schema of this version. */
@Singleton
final class Stores {

    private static final long MEBIBYTE = 1024L * 1024;

    private final @Nullable StateStore state;
    private final @Nullable OutboxStore outbox;
    private final @Nullable PolicyStore policy;
    private final @Nullable DeadLetterStore deadLetters;
    private final @Nullable StoreProbe probe;
    private final @Nullable SqlStoreSize size;

    Stores(
            OutriderConfig config,
            @DataSource("sqlite") Instance<AgroalDataSource> sqlite,
            @FlywayDataSource("sqlite") Instance<Flyway> sqliteSchema,
            @DataSource("postgresql") Instance<AgroalDataSource> postgresql,
            @FlywayDataSource("postgresql") Instance<Flyway> postgresqlSchema,
            Clock clock) {
        // Whatever the store: a property that cannot be is told at the start.
        long most = mostBytes(config.store().maxSize());
        Growth growth = new Growth();
        Optional<String> instance = config.store().instance().map(String::strip).filter(name -> !name.isEmpty());
        // A run over files has no store, whatever is configured for the service.
        if (instance.isPresent() && config.store().type() == OutriderConfig.Store.Type.SQLITE) {
            throw new IllegalArgumentException(
                    "outrider.store.instance: expected outrider.store.type = postgresql with it,"
                            + " for instances share no other store, but found sqlite");
        }
        state = switch (config.store().type()) {
            case NONE -> null;
            case SQLITE -> {
                Path directory = Path.of(config.store().directory());
                make(directory);
                String file = directory.resolve(StoreProperties.FILE).toString();
                migrate(sqliteSchema, "outrider.store.directory", file);
                yield new SqlStateStore(sqlite.get(), file + " (outrider.store.directory)");
            }
            case POSTGRESQL -> {
                String url = config.store()
                        .url()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "outrider.store.url: expected jdbc:postgresql://HOST/DATABASE, but found nothing"));
                String database = withoutParameters(url);
                migrate(postgresqlSchema, "outrider.store.url", database);
                String name = database + " (outrider.store.url)";
                yield instance.isPresent()
                        ? new SqlSharedStore(postgresql.get(), name, instance.get(), growth)
                        : new SqlStateStore(postgresql.get(), name, growth);
            }
        };
        switch (config.store().type()) {
            case NONE -> {
                outbox = null;
                probe = null;
                deadLetters = null;
                policy = null;
                size = null;
            }
            case SQLITE -> {
                outbox = new SqlOutboxStore(sqlite.get(), "the store (outrider.store.directory)");
                probe = new StoreProbe(sqlite.get(), "the store (outrider.store.directory)", "");
                deadLetters = new SqlDeadLetterStore(sqlite.get(), "the store (outrider.store.directory)");
                policy = new PolicyStore(sqlite.get(), "the store (outrider.store.directory)");
                size = new SqlStoreSize(sqlite.get(), "the store (outrider.store.directory)", most, null, clock);
            }
            default -> {
                outbox = new SqlOutboxStore(postgresql.get(), "the store (outrider.store.url)", growth);
                probe = new StoreProbe(postgresql.get(), "the store (outrider.store.url)", instance.orElse(""));
                deadLetters = new SqlDeadLetterStore(postgresql.get(), "the store (outrider.store.url)");
                policy = new PolicyStore(postgresql.get(), "the store (outrider.store.url)");
                size = new SqlStoreSize(postgresql.get(), "the store (outrider.store.url)", most, growth, clock);
            }
        }
    }

    private static long mostBytes(int mebibytes) {
        if (mebibytes < 1) {
            throw new IllegalArgumentException("outrider.store.max-size: expected 1 or more, but found " + mebibytes);
        }
        return mebibytes * MEBIBYTE;
    }

    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            // Without the cause: what the operator is to read is this.
            throw new IllegalStateException("outrider.store.directory: expected " + directory
                    + " to be a directory, or one that can be made, but found " + e);
        }
    }

    private static void migrate(Instance<Flyway> schema, String property, String name) {
        try {
            schema.get().migrate();
        } catch (RuntimeException e) {
            // Without the cause: what the operator is to read is this.
            throw new IllegalStateException(property + ": expected a database that can be read and written, but " + name
                    + " cannot be used: " + Reason.of(e) + "; outrider.store.type = none does without one");
        }
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

    /** Silences, which commands make; {@code null} if the state ends with the process. */
    @Nullable
    PolicyStore policy() {
        return policy;
    }

    /** {@code null} if the state ends with the process. */
    @Nullable
    DeadLetterStore deadLetters() {
        return deadLetters;
    }

    /** Whether it can be written, and how full it is; {@code null} if the state ends with the process. */
    @Nullable
    StoreProbe probe() {
        return probe;
    }

    /** How large the store is; {@code null} if the state ends with the process. */
    @Nullable
    StoreSize size() {
        return size;
    }

    @PreDestroy
    void close() {
        if (policy != null) {
            policy.close();
        }
        if (probe != null) {
            probe.close();
        }
        if (size != null) {
            size.close();
        }
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
