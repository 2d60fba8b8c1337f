package io.outrider.detect;

/** When a plan's rows may go out (decision 8). */
enum EmissionClass {
    /** At the first match: later events of the window can change a row that went out, but not take it back. */
    EARLY,
    /** When the window closes. */
    CLOSE
}
