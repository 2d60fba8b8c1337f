package io.outrider.normalize;

import org.jspecify.annotations.Nullable;

/**
 * The source that wrote a record, and what it makes of it.
 *
 * @param mapping of this kind of event; {@code null} if the source's file has none for it
 */
record Recognised(Source source, @Nullable SourceMapping mapping) {

    /** The sourcetype of this kind of event where it is not the source's; empty if it is. */
    String sourcetype() {
        return mapping != null && mapping.match() instanceof EventMatch.OfSource of ? of.sourcetype() : "";
    }
}
