package io.outrider.detect;

import io.outrider.cim.Fields;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;

/** The state of a row that nothing groups: equal rows are one, with their number. */
final class PlainState extends RowState {

    /** Decision 7: by time descending, ties by the hash of the raw text; rows of one event as they came of it. */
    static final Comparator<PlainState> ORDER = Comparator.comparing((PlainState state) -> state.place)
            .thenComparingInt(state -> state.key.part())
            .thenComparing(state -> new TreeMap<>(state.key.columns()).toString());

    /** Columns of more characters than this take more than one row of the bound: a kilobyte is what a group takes too. */
    private static final int CHARACTERS_OF_A_ROW = 1_024;

    private final PlainKey key;
    private Place place;
    private final int weight;
    private long rows;

    PlainState(PlainKey key, Place place) {
        this.key = key;
        this.weight = weight(key);
        this.place = place.settled();
    }

    @Override
    void add(Fields row, Place other, Provenance from) {
        place = first(place, other.settled());
        rows++;
        super.add(row, other, from);
    }

    @Override
    void merge(RowState other, UndoLog undo) {
        super.merge(other, undo);
        Place before = place;
        long rowsBefore = rows;
        undo.add(() -> {
            place = before;
            rows = rowsBefore;
        });
        place = first(place, ((PlainState) other).place);
        rows += ((PlainState) other).rows;
    }

    @Override
    void write(StateWriter out) {
        super.write(out);
        out.number(rows);
    }

    @Override
    void read(StateReader in) {
        super.read(in);
        rows = in.number();
    }

    /** Where the first of the rows stands that this one stands for. */
    Place place() {
        return place;
    }

    private static Place first(Place one, Place other) {
        return other.compareTo(one) < 0 ? other : one;
    }

    @Override
    ResultRow result(Instant closes) {
        return ResultRow.of(key.columns(), new Provenance(first(), last(), count(), false, null, closes));
    }

    /** How many rows this one stands for. */
    long rows() {
        return rows;
    }

    @Override
    PlainKey key() {
        return key;
    }

    @Override
    boolean truncated() {
        return false;
    }

    @Override
    int weight() {
        return weight;
    }

    private static int weight(PlainKey key) {
        long characters = 0;
        for (var column : key.columns().entrySet()) {
            characters +=
                    column.getKey().length() + (long) column.getValue().text().length();
        }
        return (int) Math.min(Integer.MAX_VALUE, 1 + characters / CHARACTERS_OF_A_ROW);
    }
}
