package io.outrider.spl;

/** Ends the expansion or the parse of one command. It never leaves this package: the compiler reports its problem. */
final class SplException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SplProblem problem;

    SplException(Position position, String construct, String message) {
        // No stack trace: this is an answer about a search, and hostile searches must not make it a dear one.
        super(message, null, false, false);
        this.problem = SplProblem.of(position, construct, message);
    }

    SplProblem problem() {
        return problem;
    }
}
