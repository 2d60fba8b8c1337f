package io.outrider.store;

import java.util.ArrayList;
import java.util.List;

/** Windows that were to be added to are kept no more: what they were to get is late. */
public final class WindowForgottenException extends StateConflictException {

    private static final long serialVersionUID = 1;

    private final ArrayList<WindowId> windows;

    WindowForgottenException(List<WindowId> windows) {
        super(
                "expected the windows " + windows
                        + " to be kept, but another instance has forgotten them: the batch is rolled back, and their rows are late");
        this.windows = new ArrayList<>(windows);
    }

    /** All of the batch that are. */
    public List<WindowId> windows() {
        return List.copyOf(windows);
    }
}
