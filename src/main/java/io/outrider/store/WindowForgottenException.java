package io.outrider.store;

/** A window that was to be added to is kept no more: what it was to get is late. */
public final class WindowForgottenException extends StateConflictException {

    private static final long serialVersionUID = 1;

    // Not transient in spirit, but nobody writes exceptions out.
    private final transient WindowId window;

    WindowForgottenException(WindowId window) {
        super("expected the window " + window
                + " to be kept, but another instance has forgotten it: the batch is rolled back, and its rows are late");
        this.window = window;
    }

    public WindowId window() {
        return window;
    }
}
