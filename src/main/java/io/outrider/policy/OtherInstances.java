package io.outrider.policy;

import io.outrider.alert.Alert;
import io.outrider.policy.RecentPasses.Key;
import io.outrider.policy.RecentPasses.Pass;
import io.outrider.store.SharedStateStore;
import io.outrider.store.SharedStateStore.Alike;
import io.outrider.store.SharedStateStore.SaidAlert;
import io.outrider.store.StateChange.FatePut;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What other instances decided about alerts, as the store has it that they share. Of passes that were committed none is taken back, so
 * one that is in memory needs no look at the store: what comes in masses and is suppressed takes no lock.
 */
final class OtherInstances {

    // Each looks at all that there is; the bounds need not be kept to the second.
    private static final Duration BETWEEN_TIDYING = Duration.ofMinutes(1);

    private final SharedStateStore store;
    private final List<Suppression> suppressions;
    private final Clock clock;
    private @Nullable Instant tidied;

    OtherInstances(SharedStateStore store, List<Suppression> suppressions, Clock clock) {
        this.store = store;
        this.suppressions = suppressions;
        this.clock = clock;
    }

    /**
     * Finds out what matters for emissions of a batch. Up to the end of the transaction no other instance decides about alerts like
     * those of them that may go out.
     *
     * @param known gets what went out
     * @param fates gets what holds back alerts of which more is said
     */
    void ask(List<Alert> said, RecentPasses known, Consumer<FatePut> fates) {
        List<SaidAlert> later = new ArrayList<>();
        List<Alike> alike = new ArrayList<>();
        for (Alert alert : said) {
            if (alert.activity() == Alert.Activity.CREATE) {
                addAlike(alert, known, alike);
            } else {
                later.add(new SaidAlert(AlertGate.window(alert), alert.id()));
            }
        }
        if (!later.isEmpty()) {
            store.fates(later, fates);
        }
        if (!alike.isEmpty()) {
            store.passes(
                    alike,
                    pass -> known.add(new Pass(new Key(pass.suppression(), pass.key()), pass.at(), pass.noted())));
        }
    }

    private void addAlike(Alert alert, RecentPasses known, List<Alike> alike) {
        for (Suppression suppression : suppressions) {
            if (suppression.covers(alert)) {
                Key key = AlertGate.key(suppression, alert);
                if (!known.isNear(key, alert.lastTime(), suppression.period())) {
                    alike.add(new Alike(key.suppression(), key.row(), alert.lastTime(), suppression.period()));
                }
            }
        }
    }

    /** @param oldest what was noted before suppresses nothing any more */
    void keepHouse(Instant oldest) {
        Instant now = clock.instant();
        if (tidied == null || !tidied.plus(BETWEEN_TIDYING).isAfter(now)) {
            tidied = now;
            store.tidy(oldest, RecentPasses.MOST, AlertGate.MOST_LISTED);
        }
    }
}
