package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.store.Entry;
import java.util.Map;

/** The rows of one search's table as entries of a store. */
final class RowCodec {

    private final Gathering gathering;
    private final SortKey keys = new SortKey();
    private final StateWriter out = new StateWriter();

    RowCodec(Gathering gathering) {
        this.gathering = gathering;
    }

    byte[] key(RowState row) {
        return row.key() instanceof RowKey key ? keys.of(key) : keys.of((PlainKey) row.key());
    }

    /** @param key of the row */
    Entry entry(byte[] key, RowState row) {
        out.single(StateWriter.VERSION);
        if (row instanceof PlainState plain) {
            plain.place().write(out);
            out.flag(plain.key().place() != null);
            out.number(plain.key().part());
            out.columns(plain.key().columns());
        }
        row.write(out);
        return new Entry(key, out.take());
    }

    /** What a row is grouped by, of a table whose rows are. */
    RowKey rowKey(Entry entry) {
        return SortKey.rowKey(entry.key(), gathering.keyCount());
    }

    RowState row(Entry entry) {
        StateReader in = new StateReader(entry.value());
        RowState row = gathering.isGrouped() ? gathering.group(rowKey(entry)) : plain(in);
        row.read(in);
        return row;
    }

    private static PlainState plain(StateReader in) {
        Place place = Place.read(in);
        boolean ofPlace = in.flag();
        int part = (int) in.number();
        Map<String, Value> columns = in.columns();
        return new PlainState(new PlainKey(columns, ofPlace ? place : null, part), place);
    }
}
