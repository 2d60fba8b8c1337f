package io.outrider.spl;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.rule.LookupTable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the lowerings of one search share: the content that it names, what is wrong with it, where its parts stand, and its window. */
final class Context {

    /** The engine's window unless a search says otherwise: the schedule of published detections, which run every hour. */
    private static final Duration USUAL = Duration.ofHours(1);

    private final DataModels models;
    private final LookupSource lookups;
    private final Problems problems;
    private final SearchPlaces places = new SearchPlaces();
    private @Nullable Duration window;

    Context(DataModels models, LookupSource lookups, Problems problems) {
        this.models = models;
        this.lookups = lookups;
        this.problems = problems;
    }

    DataModels models() {
        return models;
    }

    Problems problems() {
        return problems;
    }

    SearchPlaces places() {
        return places;
    }

    void error(Position position, String construct, String message) {
        problems.error(position, construct, message);
    }

    /** The dataset; empty, with an error, if there is none. */
    Optional<Dataset> dataset(Name name) {
        Optional<Dataset> dataset = models.find(name.text());
        if (dataset.isEmpty()) {
            error(name.position(), name.text(), UnknownDataset.message(name.text(), models));
        }
        return dataset;
    }

    /** The table; empty, with an error, if there is none. */
    Optional<LookupTable> table(Name name) {
        LookupSource.Answer answer = lookups.find(name.text());
        if (answer instanceof LookupSource.Found found) {
            return Optional.of(found.table());
        }
        error(
                name.position(),
                name.text(),
                "expected a lookup table " + name.text() + ", but found none: "
                        + ((LookupSource.Missing) answer).reason());
        return Optional.empty();
    }

    /** A span that the search looks over: if it is longer than the window, the window becomes as long, with a warning. */
    void looksOver(Duration span, Position position, String construct) {
        Duration current = window == null ? USUAL : window;
        if (span.compareTo(current) > 0) {
            window = span;
            problems.warning(
                    position,
                    construct,
                    "expected a search over the usual window of " + text(USUAL) + ", but found " + construct
                            + "; its window is " + text(span));
        }
    }

    /** The window that the search asks for; {@code null} for the engine's. */
    @Nullable
    Duration window() {
        return window;
    }

    private static String text(Duration span) {
        return span.toString()
                .substring(span.toString().startsWith("PT") ? 2 : 1)
                .toLowerCase(java.util.Locale.ROOT);
    }
}
