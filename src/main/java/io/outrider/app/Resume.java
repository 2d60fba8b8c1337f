package io.outrider.app;

import io.outrider.detect.WindowGrouping;
import io.outrider.store.StoreException;
import jakarta.inject.Singleton;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Goes on where the last process ended, before the routes start; tells what it found. */
@Singleton
final class Resume {

    private static final Logger LOG = Logger.getLogger("outrider.store");

    private final WindowGrouping grouping;

    Resume(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    void run() {
        WindowGrouping.Resumed resumed = resumed();
        if (resumed.windows() > 0) {
            LOG.infof("Goes on with %d windows", resumed.windows());
        }
        if (!resumed.givenUp().isEmpty()) {
            LOG.warnf(
                    "The rows of %d windows are given up, because what is gathered for their detections is another now, or they are"
                            + " gone: %s",
                    resumed.givenUp().size(), String.join(", ", new TreeSet<>(resumed.givenUp())));
        }
    }

    private WindowGrouping.Resumed resumed() {
        try {
            return grouping.resume();
        } catch (StoreException e) {
            // Without the cause: what the operator is to read is this.
            throw new IllegalStateException(e.getMessage()
                    + "; mend it, or move it away: what is in it is not known then, and sources are read anew");
        }
    }
}
