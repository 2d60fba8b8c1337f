package io.outrider.spl;

/** Where it is written what of the language runs. */
final class Coverage {

    /** The end of a message about something that does not run. */
    static final String HINT = " (docs/reference/spl-coverage.md lists what runs)";

    private Coverage() {}
}
