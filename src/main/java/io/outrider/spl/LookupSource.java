package io.outrider.spl;

import io.outrider.rule.LookupTable;

/** Where the lookup tables of a search come from. */
@FunctionalInterface
public interface LookupSource {

    /** The table of a name, or why there is none. */
    Answer find(String name);

    /** A source without tables. */
    static LookupSource none() {
        return name -> new Missing("there are no lookup tables");
    }

    /** What became of a name. */
    sealed interface Answer {}

    record Found(LookupTable table) implements Answer {}

    /** @param reason what was found in its place, and what to do */
    record Missing(String reason) implements Answer {}
}
