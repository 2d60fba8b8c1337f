package io.outrider.app;

/** What a command says to the shell. */
final class ExitCode {

    /** Done. */
    static final int OK = 0;
    /** {@code validate}: a detection is refused. */
    static final int REFUSED = 1;
    /** The command could not run. */
    static final int COULD_NOT_RUN = 2;

    private ExitCode() {}
}
