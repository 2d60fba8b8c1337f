package io.outrider.detect;

import io.outrider.rule.Stage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine decided of a rule when it compiled it.
 *
 * @param window length of its windows
 * @param offset of the windows' starts from the full UTC hour
 * @param early whether its alerts may go out before their window closes
 * @param readsRisk whether it reads the alerts of other detections
 * @param waitsFor the first stage of the tail that hangs on events yet to come; {@code null} if there is none
 * @param indexExact of each search, whether the index decides its condition, so that it is not evaluated again
 */
public record PlanFacts(
        Duration window,
        Duration offset,
        boolean early,
        boolean readsRisk,
        @Nullable Stage waitsFor,
        List<Boolean> indexExact) {

    public PlanFacts {
        indexExact = List.copyOf(indexExact);
    }
}
