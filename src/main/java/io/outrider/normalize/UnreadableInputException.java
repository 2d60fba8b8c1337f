package io.outrider.normalize;

import java.io.IOException;

/**
 * An input that holds no text that could be cut into records: nothing of it was read. The message says what was found
 * and what to do.
 */
public final class UnreadableInputException extends IOException {

    UnreadableInputException(String message) {
        super(message);
    }
}
