package io.outrider.spl;

/** Where it is written what of the language runs. */
final class Coverage {

    /** The end of a message about something that does not run. */
    static final String HINT = " (docs/reference/spl-coverage.md lists what runs)";

    /** Why something is refused that could be run. */
    static final String UNUSED =
            "no published detection used it when this was written, so that nothing checks it";

    private Coverage() {}
}
