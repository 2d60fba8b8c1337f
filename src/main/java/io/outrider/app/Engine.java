package io.outrider.app;

import io.outrider.alert.AttackCatalog;
import io.outrider.alert.OcsfFinding;
import io.outrider.alert.RiskEvents;
import io.outrider.camel.Statistics;
import io.outrider.camel.TellOfDropped;
import io.outrider.cim.DataModels;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.content.DetectionSettings.Selection;
import io.outrider.content.LiveContent;
import io.outrider.deliver.EgressPolicy;
import io.outrider.detect.Backlog;
import io.outrider.detect.Detector;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.outrider.detect.StoredOutbox;
import io.outrider.detect.WindowGrouping;
import io.outrider.enrich.InvalidInventoryException;
import io.outrider.enrich.LiveInventory;
import io.outrider.normalize.SourceMappings;
import io.outrider.outbox.MemoryOutbox;
import io.outrider.outbox.Outbox;
import io.outrider.outbox.SinkWorkers;
import io.outrider.policy.AlertGate;
import io.outrider.policy.Silences;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.RowStore;
import io.outrider.store.SqliteRowStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the engine from the configuration: its clock, models, content, rules and windows. */
final class Engine {

    private static final long MEBIBYTE = 1024L * 1024;

    // As many as a batch may say: some 100 MB where rows are long.
    private static final int ALERTS_OF_A_RUN = 10_000;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    DataModels dataModels() {
        return DataModels.standard();
    }

    @Produces
    @Singleton
    SourceMappings sourceMappings(DataModels models, OutriderConfig config) {
        List<Path> directories = Home.resolve(config.model().sources().orElse(List.of()));
        try {
            return SourceMappings.standard().with(directories).checkedFor(models);
        } catch (IllegalArgumentException | InvalidDataFileException e) {
            throw new IllegalArgumentException("outrider.model.sources: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    GroupingSettings groupingSettings(OutriderConfig config) {
        try {
            return new GroupingSettings(
                    config.grouping().window(),
                    config.grouping().offset(),
                    config.grouping().lateness(),
                    config.grouping().idleTimeout(),
                    config.grouping().retention(),
                    config.alerts().updateInterval(),
                    config.grouping().maxValues(),
                    config.grouping().maxRows(),
                    config.alerts().emit() == OutriderConfig.Emit.FIRST_MATCH,
                    config.grouping().bounded());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("outrider.grouping.*: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    Detector detector(RulePack rules, Clock clock, OutriderConfig config) {
        return new Detector(rules, clock, config.matched().sinks().isPresent());
    }

    @Produces
    @Singleton
    WindowGrouping windowGrouping(
            Detector detector,
            GroupingSettings settings,
            Clock clock,
            RowStore rows,
            Backlog backlog,
            Stores stores,
            AlertGate gate) {
        return new WindowGrouping(
                detector, settings, clock, new RiskEvents(new AttackCatalog()), rows, backlog, stores.state(), gate);
    }

    @Produces
    @Singleton
    AlertGate alertGate(
            PolicyProperties properties,
            Silences silences,
            LiveInventory inventory,
            GroupingSettings settings,
            Clock clock) {
        return new AlertGate(
                properties.suppressions(), properties.maintenance(), silences, inventory, settings.retention(), clock);
    }

    @Produces
    @Singleton
    Silences silences() {
        return new Silences();
    }

    @Produces
    @Singleton
    LiveInventory liveInventory(OutriderConfig config) {
        try {
            return new LiveInventory(
                    config.enrichment()
                            .assets()
                            .map(String::strip)
                            .map(Path::of)
                            .orElse(null),
                    config.enrichment()
                            .identities()
                            .map(String::strip)
                            .map(Path::of)
                            .orElse(null));
        } catch (InvalidInventoryException e) {
            throw new IllegalArgumentException("outrider.enrichment.*: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    Outbox outbox(Stores stores, Clock clock, OutriderConfig config) {
        return stores.outbox() == null
                ? new MemoryOutbox(ALERTS_OF_A_RUN, config.grouping().bounded())
                : new StoredOutbox(stores.outbox(), clock, config.deadLetters().maxCount(), new TellOfDropped(clock));
    }

    @Produces
    @Singleton
    SinkWorkers sinkWorkers(Outbox outbox, Clock clock) {
        return new SinkWorkers(outbox, clock);
    }

    @Produces
    @Singleton
    Backlog backlog() {
        return new Backlog();
    }

    @Produces
    @Singleton
    RowStore rowStore(OutriderConfig config) {
        OutriderConfig.Spill spill = config.grouping().spill();
        try {
            return new SqliteRowStore(Path.of(spill.directory()), spill.maxSize() * MEBIBYTE);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("outrider.grouping.spill.*: " + e.getMessage());
        }
    }

    void close(@Disposes RowStore rows) {
        rows.close();
    }

    @Produces
    @Singleton
    ReceiveJournal receiveJournal(OutriderConfig config) {
        return new ReceiveJournal(
                Path.of(config.store().directory()),
                config.store().synchronous() == OutriderConfig.Store.Synchronous.FULL);
    }

    void close(@Disposes ReceiveJournal journal) {
        journal.close();
    }

    @Produces
    @Singleton
    LiveContent liveContent(DataModels models, OutriderConfig config, Clock clock) {
        return new LiveContent(
                new ContentLoader(models, Home.macros()),
                Home.resolve(config.detections().directories()),
                clock);
    }

    /** As it is at the start. */
    @Produces
    @Singleton
    Content content(LiveContent content) {
        return content.current();
    }

    @Produces
    @Singleton
    Statistics statistics() {
        return new Statistics();
    }

    @Produces
    @Singleton
    Selection selection(Content content, DetectionProperties properties) {
        return properties.settings().apply(content);
    }

    @Produces
    @Singleton
    RulePack rulePack(Selection selection, DataModels models, GroupingSettings settings) {
        return RulePack.compileSound(selection.rules(), models, settings);
    }

    @Produces
    @Singleton
    EgressPolicy egressPolicy(OutriderConfig config) {
        try {
            return EgressPolicy.allowing(config.egress().allow().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("outrider.egress.allow: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    OcsfFinding findings(@ConfigProperty(name = "quarkus.application.version") String version) {
        return new OcsfFinding(version, new AttackCatalog());
    }
}
