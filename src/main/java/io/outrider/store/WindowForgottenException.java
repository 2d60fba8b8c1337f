package io.outrider.store;

/** A window that was to be added to is kept no more: what it was to get is late. */
public final class WindowForgottenException extends StateConflictException {

    private static final long serialVersionUID = 1;

    private final String detection;
    private final long start;

    WindowForgottenException(WindowId window) {
        super(
                "expected the window " + window
                        + " to be kept, but another instance has forgotten it: the batch is rolled back, and its rows are late");
        detection = window.detection();
        start = window.start();
    }

    public WindowId window() {
        return new WindowId(detection, start);
    }
}
