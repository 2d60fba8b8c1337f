package io.outrider.camel.syslog;

import io.outrider.store.ReceiveJournal;

/**
 * Where messages of connections are written down before they are worked on.
 *
 * @param mostBytes of each source
 */
public record Journalling(ReceiveJournal journal, long mostBytes) {

    public Journalling {
        if (mostBytes < 1) {
            throw new IllegalArgumentException("expected 1 byte or more, but found " + mostBytes);
        }
    }
}
