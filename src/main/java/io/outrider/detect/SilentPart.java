package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.rule.Rule;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a search that lets no row through.
 *
 * @param part a feed, a grouping or a stage of the rule's search or of one beside it, as the very object
 * @param why it never does
 */
public record SilentPart(Object part, Silence why) {

    /**
     * The first one that is found; empty if there is none, or none that can be told from the rule alone.
     *
     * @param window of rules that have none of their own; {@code null} if it is not known
     */
    public static Optional<SilentPart> of(Rule rule, DataModels models, @Nullable Duration window) {
        Duration own = rule.window();
        return Optional.ofNullable(new Reach(models, own == null ? window : own).silence(rule.search()));
    }
}
