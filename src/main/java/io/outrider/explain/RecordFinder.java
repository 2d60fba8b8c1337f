package io.outrider.explain;

import io.outrider.cim.Event;
import io.outrider.normalize.EventBatch;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.Normalizer;
import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.Reject;
import io.outrider.normalize.SourceUnit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the record at a line of a file, and makes an event of it as the service would. */
public final class RecordFinder {

    private final Normalizer normalizer;
    private final int maxRecord;

    /** @param maxRecord longest record that is read, in bytes */
    public RecordFinder(Normalizer normalizer, int maxRecord) {
        this.normalizer = normalizer;
        this.maxRecord = maxRecord;
    }

    /** What there is at a line. */
    public sealed interface Found {

        /**
         * An event.
         *
         * @param repairs what had to be mended of it
         * @param alone whether no other record begins on the line: else it is the first
         */
        record AnEvent(Event event, List<Reject> repairs, boolean alone) implements Found {}

        /** A record that is no event. */
        record NoEvent(Reject reject) implements Found {}

        /** No record. @param message what was expected and what was found */
        record Nothing(String message) implements Found {}
    }

    /**
     * The record that begins at the line, or that the line lies in.
     *
     * @param line from 1
     * @throws IOException if the file cannot be read up to there
     */
    public Found find(Path file, long line) throws IOException {
        CountedInput input = new CountedInput(Inputs.open(file));
        try (RecordReader reader = new RecordReader(input, maxRecord)) {
            RawRecord before = null;
            RawRecord next = reader.next();
            while (next != null && next.line() < line) {
                before = next;
                next = reader.next();
            }
            if (next != null && next.line() == line) {
                RawRecord behind = reader.next();
                return found(file, next, behind == null || behind.line() != line);
            }
            if (before != null && holds(before, next, line, input)) {
                return found(file, before, true);
            }
            return new Found.Nothing(nothing(file, line, next, input));
        }
    }

    private static boolean holds(RawRecord record, @Nullable RawRecord next, long line, CountedInput input) {
        if (record.fault() == RawRecord.Fault.TOO_LONG) {
            // Of such a record only the beginning is there: it ends somewhere before the next one.
            return line < (next == null ? input.lines() + 1 : next.line());
        }
        return line
                <= record.line() + record.text().chars().filter(c -> c == '\n').count();
    }

    private static String nothing(Path file, long line, @Nullable RawRecord next, CountedInput input) {
        if (next != null) {
            return "expected a record at line " + line + ", but " + file
                    + " has none there (a blank line, or what frames records); the next one begins at line "
                    + next.line();
        }
        return line > input.lines()
                ? "expected a record at line " + line + ", but " + file + " has " + input.lines() + " lines"
                : "expected a record at line " + line + ", but " + file + " has none there or behind it";
    }

    private Found found(Path file, RawRecord record, boolean alone) {
        SourceUnit unit = new SourceUnit(file.toString(), file.toString());
        EventBatch batch =
                normalizer.normalize(new RecordBatch(unit, List.of(record), record.offset() + record.length()));
        return batch.events().isEmpty()
                ? new Found.NoEvent(batch.rejects().get(0))
                : new Found.AnEvent(batch.events().get(0), batch.rejects(), alone);
    }
}
