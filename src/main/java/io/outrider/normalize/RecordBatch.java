package io.outrider.normalize;

import java.util.List;

/**
 * Consecutive records of one unit: what travels from a source to the normaliser in one exchange.
 *
 * @param endOffset position in the unit behind the last record: where reading goes on once the batch is through
 */
public record RecordBatch(SourceUnit unit, List<RawRecord> records, long endOffset) {

    public RecordBatch {
        records = List.copyOf(records);
    }
}
