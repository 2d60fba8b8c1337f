package io.outrider.normalize;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is still being written, and how far it has been read.
 *
 * <p>It is held open, so that a name it loses takes none of its bytes away. Whole lines are read, and of a record on several lines
 * the whole record; the rest waits until it is there, or the file has not grown for {@link #QUIET}, or its end is known. A file
 * that has become shorter, or begins with other bytes than before, was emptied and written anew, and is read from its start. Not
 * for several threads at once.
 */
final class FollowedFile implements Closeable {

    /** After this an open record on several lines is taken to be all there is: writers write a record in one go. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** A file without a name may be written for a moment still: log rotation tells the writer only after it has renamed the file. */
    static final Duration FAREWELL = Duration.ofSeconds(10);

    /** Tells a file that was emptied from what it was: lines of logs begin with a time. */
    private static final int HEAD = 256;

    /** As far as an input is looked at to tell that it is no text. */
    private static final int KIND = 4096;

    private final SourceUnit unit;
    private final FileChannel channel;
    private final InputFormat format;
    private final int maxRecord;
    private final Clock clock;

    private byte[] head = {};
    private long position;
    private long line = 1;
    private @Nullable CsvColumns columns;
    // Whether what comes up to the next line feed belongs to a record that was too long.
    private boolean skipping;
    private boolean known;
    private long size;
    private Instant grown;
    private @Nullable Instant gone;
    private @Nullable Progress ahead;

    /** How far the file is read once a batch is through. */
    private record Progress(long position, long line, @Nullable CsvColumns columns, boolean skipping) {}

    private FollowedFile(
            SourceUnit unit, FileChannel channel, InputFormat format, int maxRecord, Clock clock, long position)
            throws IOException {
        this.unit = unit;
        this.channel = channel;
        this.format = format;
        this.maxRecord = maxRecord;
        this.clock = clock;
        this.grown = clock.instant();
        this.size = channel.size();
        this.position = position;
    }

    /**
     * Opens a file.
     *
     * @param position behind what of it is through; one behind its end is that of another file, or of what was in it before
     */
    static FollowedFile open(
            Path path, SourceUnit unit, InputFormat format, int maxRecord, Clock clock, long position)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            FollowedFile file = new FollowedFile(
                    unit, channel, format, maxRecord, clock, position > channel.size() ? 0 : position);
            file.rememberHead();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Leaves out what is there; of a line that is being written its rest too. */
    void toEnd() throws IOException {
        position = channel.size();
        byte[] last = position == 0 ? new byte[] {'\n'} : bytes(position - 1, 1);
        skipping = last.length == 1 && last[0] != '\n';
        rememberHead();
    }

    SourceUnit unit() {
        return unit;
    }

    /** Behind the last batch that went through. */
    long position() {
        return position;
    }

    /** Whether the file has a name where files are looked for. */
    void named(boolean named) {
        if (named) {
            gone = null;
        } else if (gone == null) {
            gone = clock.instant();
        }
    }

    /** Whether nothing more is to come: it has no name, is read, and nobody writes it. */
    boolean hasEnded() throws IOException {
        return isLeft() && ahead == null && channel.size() <= position;
    }

    private boolean isLeft() {
        return gone != null && isBefore(gone, FAREWELL) && isBefore(grown, FAREWELL);
    }

    private boolean isBefore(Instant moment, Duration by) {
        return !moment.plus(by).isAfter(clock.instant());
    }

    /**
     * The next records that are whole; {@code null} if there are none. Gives the same again until they are {@link #through}.
     *
     * @param most records in a batch
     * @param chunk for the bytes: more than two records of the greatest size
     * @throws UnreadableInputException if the file is no text
     */
    @Nullable
    RecordBatch read(int most, byte[] chunk) throws IOException {
        while (true) {
            long before = position;
            RecordBatch batch = readOnce(most, chunk);
            // Blank lines, or the rest of a line that was too long: there may be records behind.
            if (batch != null || position <= before) {
                return batch;
            }
        }
    }

    private @Nullable RecordBatch readOnce(int most, byte[] chunk) throws IOException {
        ahead = null;
        lookAtSize();
        if (size <= position) {
            return null;
        }
        refuseOthers();
        int count = fill(chunk);
        int from = skipping ? behindLineFeed(chunk, count) : 0;
        if (skipping && from == 0) {
            position += count;
            return null;
        }
        boolean full = count == chunk.length;
        boolean last = isLeft() && position + count >= size;
        int to = last ? count : lastLineEnd(chunk, from, count);
        if (to == from && full && from == 0) {
            // A line that is too long. What is left of it is passed over.
            return tooLong(chunk);
        }
        return to == from ? advance(from) : cut(most, chunk, from, to, full, last);
    }

    private @Nullable RecordBatch advance(int by) {
        position += by;
        skipping = skipping && by == 0;
        return null;
    }

    private @Nullable RecordBatch cut(int most, byte[] chunk, int from, int to, boolean full, boolean last)
            throws IOException {
        boolean quiet = isBefore(grown, QUIET);
        List<RawRecord> records = new ArrayList<>();
        try (RecordReader reader = reader(chunk, from, to)) {
            Progress through = new Progress(position + from, line, columns, false);
            while (records.size() < most) {
                RawRecord record = reader.next();
                boolean wait = record != null && !reader.wasWhole() && !last && !quiet && !(full && records.isEmpty());
                if (wait) {
                    break;
                }
                through = new Progress(reader.position(), reader.line(), reader.columns(), false);
                if (record == null) {
                    break;
                }
                records.add(record);
            }
            ahead = through;
        }
        if (records.isEmpty()) {
            through();
            return null;
        }
        return new RecordBatch(unit, records, ahead.position());
    }

    private RecordReader reader(byte[] chunk, int from, int to) {
        RecordReader reader = new RecordReader(
                new ByteArrayInputStream(chunk, from, to - from), maxRecord, format, position + from);
        boolean atHeader = format == InputFormat.CSV && position == 0;
        // Only what is told is a table: its second line may not be there yet.
        return atHeader ? reader : reader.from(line, columns);
    }

    private RecordBatch tooLong(byte[] chunk) {
        String beginning = new String(chunk, 0, Math.min(maxRecord, 1024), StandardCharsets.UTF_8);
        RawRecord record = new RawRecord(beginning, line, position, chunk.length, RawRecord.Fault.TOO_LONG);
        ahead = new Progress(position + chunk.length, line, columns, true);
        return new RecordBatch(unit, List.of(record), position + chunk.length);
    }

    /** The batch that was read last is through. */
    void through() throws IOException {
        if (ahead != null) {
            position = ahead.position();
            line = ahead.line();
            columns = ahead.columns();
            skipping = ahead.skipping();
            ahead = null;
            rememberHead();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void lookAtSize() throws IOException {
        long now = channel.size();
        if (now == size) {
            return;
        }
        size = now;
        grown = clock.instant();
        if (now < position || !Arrays.equals(head, bytes(0, head.length))) {
            position = 0;
            line = 1;
            columns = null;
            skipping = false;
            known = false;
            head = new byte[0];
        }
    }

    private void rememberHead() throws IOException {
        if (head.length < HEAD && position > head.length) {
            head = bytes(0, (int) Math.min(HEAD, position));
        }
    }

    private void refuseOthers() throws IOException {
        if (known) {
            return;
        }
        byte[] begin = bytes(0, KIND);
        String what = Inputs.kindOfBinary(begin);
        if (what != null) {
            throw new UnreadableInputException("expected text that is being written, but " + unit.source() + ' ' + what
                    + ": it is not followed");
        }
        known = begin.length == KIND;
    }

    private int fill(byte[] chunk) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) > 0) {
            // As much as there is.
        }
        return buffer.position();
    }

    private byte[] bytes(long from, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // As much as there is.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static int behindLineFeed(byte[] chunk, int to) {
        for (int i = 0; i < to; i++) {
            if (chunk[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private static int lastLineEnd(byte[] chunk, int from, int to) {
        for (int i = to; i > from; i--) {
            if (chunk[i - 1] == '\n') {
                return i;
            }
        }
        return from;
    }
}
