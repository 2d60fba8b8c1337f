package io.outrider.spl;

/** What messages say of the parts of the language that do not run. */
final class Coverage {

    /** The end of a message about something that does not run. */
    static final String HINT = " (docs/reference/spl-coverage.md lists what runs)";

    /** Why something is refused that could be run. */
    static final String UNUSED = "no published detection used it when this was written, so that nothing checks it";

    private Coverage() {}

    /** The end of a message about something that is decided on, and does not run. */
    static String refusal(String why) {
        return "; it is refused: " + why;
    }
}
