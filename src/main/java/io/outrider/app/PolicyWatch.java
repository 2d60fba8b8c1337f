package io.outrider.app;

import io.outrider.camel.PlainText;
import io.outrider.enrich.LiveInventory;
import io.outrider.policy.Matchers;
import io.outrider.policy.Silence;
import io.outrider.policy.Silences;
import io.outrider.store.PolicyStore;
import io.outrider.store.SilenceEntry;
import io.outrider.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes up silences that people make and end while the service runs, and edits of the files of assets and identities. */
@Singleton
final class PolicyWatch {

    private static final Logger SILENCES = Logger.getLogger("outrider.silences");
    private static final Logger ENRICHMENT = Logger.getLogger("outrider.enrichment");

    private final @Nullable PolicyStore store;
    private final Silences silences;
    private final LiveInventory inventory;
    private final Clock clock;
    private final Duration pollInterval;
    private final Duration reloadInterval;
    private final Set<String> broken = new HashSet<>();
    private Set<String> known = Set.of();
    private boolean away;
    private @Nullable ScheduledExecutorService looking;

    PolicyWatch(Stores stores, Silences silences, LiveInventory inventory, Clock clock, OutriderConfig config) {
        this.store = stores.policy();
        this.silences = silences;
        this.inventory = inventory;
        this.clock = clock;
        this.pollInterval = WatchThread.checked(
                "outrider.silences.poll-interval", config.silences().pollInterval(), false);
        this.reloadInterval = WatchThread.checked(
                "outrider.enrichment.reload-interval", config.enrichment().reloadInterval(), true);
    }

    /** Reads the silences before the first alert. */
    void start() {
        inventory.report().forEach(ENRICHMENT::info);
        ScheduledExecutorService executor = WatchThread.of("outrider-policy");
        looking = executor;
        if (store != null) {
            look(store);
            long wait = pollInterval.toMillis();
            executor.scheduleWithFixedDelay(() -> look(store), wait, wait, TimeUnit.MILLISECONDS);
        }
        if (!reloadInterval.isZero()) {
            long wait = reloadInterval.toMillis();
            executor.scheduleWithFixedDelay(this::reload, wait, wait, TimeUnit.MILLISECONDS);
        }
    }

    private void look(PolicyStore from) {
        try {
            List<SilenceEntry> entries = from.silences(false, clock.instant());
            List<Silence> read = new ArrayList<>();
            entries.forEach(entry -> read(entry, read));
            silences.set(read);
            tell(entries);
            away = false;
        } catch (StoreException e) {
            if (!away) {
                SILENCES.errorf("%s; those that are known stay in force", e.getMessage());
            }
            away = true;
        } catch (RuntimeException e) {
            SILENCES.errorf("Silences were not read; those that are known stay in force: %s", Reason.of(e));
        }
    }

    private void read(SilenceEntry entry, List<Silence> silencesRead) {
        try {
            silencesRead.add(new Silence(
                    entry.id(),
                    Matchers.ofLines(entry.matchers(), PolicyProperties::selector),
                    entry.from(),
                    entry.until()));
        } catch (IllegalArgumentException e) {
            if (broken.add(entry.id())) {
                SILENCES.errorf("Silence %s has no effect: %s", entry.id(), e.getMessage());
            }
        }
    }

    private void tell(List<SilenceEntry> entries) {
        entries.stream()
                .filter(entry -> !known.contains(entry.id()))
                .forEach(entry -> SILENCES.infof(
                        "Silence %s from %s until %s by %s: %s (%s)",
                        entry.id(),
                        entry.from(),
                        entry.until(),
                        PlainText.line(entry.who()),
                        PlainText.line(entry.why()),
                        PlainText.line(entry.matchers().replace("\n", ", "))));
        Set<String> now = entries.stream().map(SilenceEntry::id).collect(Collectors.toSet());
        known.stream().filter(id -> !now.contains(id)).forEach(id -> SILENCES.infof("Silence %s is over", id));
        known = now;
    }

    private void reload() {
        try {
            inventory.look().forEach(ENRICHMENT::warn);
        } catch (RuntimeException e) {
            ENRICHMENT.errorf("Assets and identities were not read anew; those before stay in use: %s", Reason.of(e));
        }
    }

    void stop() {
        if (looking != null) {
            looking.shutdown();
        }
    }
}
