package io.outrider.detect;

import java.util.List;

/**
 * The rows that an event belongs to.
 *
 * @param kept without a duplicate
 * @param cut whether there were more than one event may have
 */
record RowKeys(List<RowKey> kept, boolean cut) {

    RowKeys {
        kept = List.copyOf(kept);
    }
}
