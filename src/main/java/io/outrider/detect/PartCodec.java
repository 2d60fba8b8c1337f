package io.outrider.detect;

import io.outrider.store.Entry;
import io.outrider.store.StateChange.PartAdded;
import io.outrider.store.StateChange.PartAdded.Kind;
import io.outrider.store.WindowId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What batches add to a search's table, as parts of the durable state. */
final class PartCodec {

    /** Of rows in one part: some pages of the database, beside which the part's own columns cost nothing. */
    private static final int PART_BYTES = 64 * 1024;

    private final int search;
    private final RowCodec rows;
    private final @Nullable PendingCodec matches;
    private final StateWriter out = new StateWriter();

    PartCodec(CompiledSearch search) {
        this.search = search.number();
        rows = new RowCodec(search.gathering());
        Postponement postponement = search.postponement();
        matches = postponement == null ? null : new PendingCodec(postponement);
    }

    void write(WindowId window, SearchDelta delta, Consumer<? super PartAdded> parts) {
        Iterator<RowState> states = delta.states().values().iterator();
        while (states.hasNext()) {
            out.single(StateWriter.VERSION);
            while (states.hasNext() && out.size() < PART_BYTES) {
                RowState state = states.next();
                Entry entry = rows.entry(rows.key(state), state);
                bytes(entry.key());
                bytes(entry.value());
            }
            parts.accept(new PartAdded(window, search, Kind.ROWS, out.take()));
        }
        if (matches != null && !delta.pending().isEmpty()) {
            matches.entries(delta.pending())
                    .forEachRemaining(
                            entry -> parts.accept(new PartAdded(window, search, Kind.MATCHES, entry.value())));
        }
    }

    private void bytes(byte[] some) {
        out.number(some.length);
        out.some(some);
    }

    /** What was written, to be merged into a table. */
    SearchDelta read(PartAdded part) {
        SearchDelta delta = new SearchDelta();
        if (part.kind() == Kind.ROWS) {
            Map<RowIdentity, RowState> states = new LinkedHashMap<>();
            StateReader in = new StateReader(part.bytes());
            while (!in.isAtEnd()) {
                byte[] key = in.some((int) in.number());
                RowState row = rows.row(new Entry(key, in.some((int) in.number())));
                states.put(row.key(), row);
            }
            return new SearchDelta(states, List.of());
        }
        if (matches == null) {
            throw new IllegalStateException(
                    "expected no matches that are to be grouped, for the plan groups them at once, but found some");
        }
        matches.read(new Entry(new byte[] {0}, part.bytes()), delta.pending());
        return delta;
    }
}
