package io.outrider.spl;

import java.util.Locale;

/**
 * The text of one command of a pipeline.
 *
 * @param name in lower case; {@code search} for a first command that has none
 * @param nameOffset of the name in the expanded text
 * @param start offset of what stands behind the name
 * @param end offset behind the command
 */
record Segment(String name, int nameOffset, int start, int end) {

    Segment {
        name = name.toLowerCase(Locale.ROOT);
    }
}
