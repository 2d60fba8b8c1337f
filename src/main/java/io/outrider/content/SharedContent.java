package io.outrider.content;

import io.outrider.spl.Macros;

/** What the searches of a directory can name: macros and lookup tables. */
record SharedContent(Macros macros, Lookups lookups) {

    /** This content and, for names that it does not have, that of {@code other}. */
    SharedContent orElse(SharedContent other) {
        return new SharedContent(macros.orElse(other.macros), lookups.orElse(other.lookups));
    }
}
