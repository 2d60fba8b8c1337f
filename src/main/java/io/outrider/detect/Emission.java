package io.outrider.detect;

import io.outrider.alert.Alert;

/**
 * What was last said of a row.
 *
 * @param alert as it was sent
 */
record Emission(Alert alert) {

    boolean isOpen() {
        return alert.activity() != Alert.Activity.CLOSE;
    }

    int nextRevision() {
        return alert.revision() + 1;
    }
}
