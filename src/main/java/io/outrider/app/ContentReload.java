package io.outrider.app;

import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.DetectionSettings.Selection;
import io.outrider.content.LiveContent;
import io.outrider.content.LiveContent.Look;
import io.outrider.content.Problem;
import io.outrider.detect.Detections;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes up edits of detections while the service runs: compiles them on a thread of its own, and sends the rules to the
 * route {@code group}, where they take over between two batches. See {@code docs/design/hot-reload.md}.
 */
@Singleton
final class ContentReload {

    private static final Logger LOG = Logger.getLogger("outrider.detections");

    // Long enough for the next file of a checkout to be written, short beside the time in which edits are to be live.
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final CamelContext context;
    private final LiveContent live;
    private final DetectionProperties properties;
    private final DataModels models;
    private final GroupingSettings settings;
    private final Duration interval;
    private final Set<String> told = new HashSet<>();
    // The last that were compiled: nearly all of the next are the same.
    private RulePack rules;
    private @Nullable ScheduledExecutorService looking;
    private @Nullable Waiting waiting;
    private boolean away;

    ContentReload(
            CamelContext context,
            LiveContent live,
            Selection selection,
            RulePack rules,
            DetectionProperties properties,
            DataModels models,
            GroupingSettings settings,
            OutriderConfig config) {
        this.context = context;
        this.live = live;
        this.rules = rules;
        this.properties = properties;
        this.models = models;
        this.settings = settings;
        this.interval = WatchThread.checked(
                "outrider.detections.reload-interval", config.detections().reloadInterval(), true);
        told.addAll(selection.problems());
    }

    void start() {
        if (!interval.isZero()) {
            looking = WatchThread.of("outrider-detections");
            lookIn(interval);
        }
    }

    private void lookIn(Duration wait) {
        ScheduledExecutorService executor = looking;
        if (executor != null && !executor.isShutdown()) {
            executor.schedule(this::look, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        Duration wait = interval;
        try {
            Look look = live.look();
            if (look instanceof Look.Changed changed) {
                changed.problems().forEach(this::tell);
                take(changed.content());
            } else if (look instanceof Look.Unsettled) {
                wait = SETTLING;
            } else if (waiting != null) {
                swap(waiting);
            }
            tellAway(look instanceof Look.Away gone ? gone.directories() : List.of());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf("Detections were not loaded anew; those before stay in use: %s", Reason.of(e));
        } finally {
            lookIn(wait);
        }
    }

    private void tell(Problem problem) {
        LOG.warn(ContentReport.line(problem));
    }

    private void tellAway(List<?> directories) {
        if (away == directories.isEmpty()) {
            away = !away;
            if (away) {
                LOG.errorf(
                        "%s: expected a directory, but found none any more; its detections stay in use", directories);
            } else {
                LOG.info("The directories of the detections are there again");
            }
        }
    }

    private void take(Content content) {
        Selection selection = properties.settings().apply(content);
        selection.problems().stream().filter(told::add).forEach(LOG::warn);
        rules = rules.changedTo(selection.rules(), models, settings);
        rules.setAside().forEach(LOG::error);
        swap(new Waiting(
                rules,
                new ContentReport(content)
                        .summary(selection.leftOut(), rules.setAside().size())));
    }

    private void swap(Waiting next) {
        // Until it is done: a batch that fails is tried again at the next look.
        waiting = next;
        try (ProducerTemplate template = context.createProducerTemplate()) {
            template.sendBody("direct:group", Detections.swapping(next.rules()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        waiting = null;
        LOG.info("Detections changed: " + next.summary());
    }

    /** Rules that are to take over. */
    private record Waiting(RulePack rules, String summary) {}

    void stop() {
        if (looking != null) {
            looking.shutdown();
        }
    }
}
