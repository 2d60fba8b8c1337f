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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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
    // Behind what is through; behind each batch that was given and is not through yet; where reading goes on.
    private Progress through;
    private final Deque<Progress> given = new ArrayDeque<>();
    private Progress cursor;
    // How often the file was emptied.
    private int fillings;
    private boolean known;
    private long size;
    private Instant grown;
    private @Nullable Instant gone;

    /**
     * How far the file is read.
     *
     * @param skipping whether what comes up to the next line feed belongs to a record that was too long
     * @param filling of the file, that the position is one in
     */
    private record Progress(
            long position, long line, @Nullable CsvColumns columns, boolean skipping, int filling) {

        static Progress at(long position, boolean skipping, int filling) {
            return new Progress(position, 1, null, skipping, filling);
        }

        Progress behind(int bytes) {
            return new Progress(position + bytes, line, columns, false, filling);
        }
    }

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
        this.through = Progress.at(position, false, 0);
        this.cursor = through;
    }

    /**
     * Opens a file.
     *
     * @param position behind what of it is through; one behind its end is that of another file, or of what was in it before
     */
    static FollowedFile open(Path path, SourceUnit unit, InputFormat format, int maxRecord, Clock clock, long position)
            throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            FollowedFile file =
                    new FollowedFile(unit, channel, format, maxRecord, clock, position > channel.size() ? 0 : position);
            file.rememberHead();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Leaves out what is there; of a line that is being written its rest too. */
    void toEnd() throws IOException {
        long end = channel.size();
        byte[] last = end == 0 ? new byte[] {'\n'} : bytes(end - 1, 1);
        through = Progress.at(end, last.length == 1 && last[0] != '\n', fillings);
        cursor = through;
        rememberHead();
    }

    SourceUnit unit() {
        return unit;
    }

    /** Behind the last batch that went through. */
    long position() {
        return through.position();
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
        return isLeft() && given.isEmpty() && channel.size() <= through.position();
    }

    private boolean isLeft() {
        return gone != null && isBefore(gone, FAREWELL) && isBefore(grown, FAREWELL);
    }

    private boolean isBefore(Instant moment, Duration by) {
        return !moment.plus(by).isAfter(clock.instant());
    }

    /**
     * The next records that are whole; {@code null} if there are none. Goes on behind the batches that were given before, whether
     * they are {@link #through} or not.
     *
     * @param most records in a batch
     * @param chunk for the bytes: more than two records of the greatest size
     * @throws UnreadableInputException if the file is no text
     */
    @Nullable
    RecordBatch read(int most, byte[] chunk) throws IOException {
        lookAtSize();
        while (size > cursor.position()) {
            Progress from = cursor;
            refuseOthers();
            int count = fill(chunk, from.position());
            int begin = from.skipping() ? behindLineFeed(chunk, count) : 0;
            if (from.skipping() && begin == 0) {
                pass(new Progress(from.position() + count, from.line(), from.columns(), true, fillings));
                continue;
            }
            boolean last = isLeft() && from.position() + count >= size;
            int end = last ? count : lastLineEnd(chunk, begin, count);
            if (end == begin) {
                return count == chunk.length && begin == 0 ? tooLong(from, chunk) : null;
            }
            List<RawRecord> records = new ArrayList<>();
            Progress to = cut(from, chunk, begin, end, last, count == chunk.length, most, records);
            if (!records.isEmpty()) {
                return give(records, to);
            }
            if (to.position() == from.position()) {
                return null;
            }
            // Blank lines, or the rest of a line that was too long: there may be records behind.
            pass(to);
        }
        return null;
    }

    private RecordBatch give(List<RawRecord> records, Progress to) {
        given.add(to);
        cursor = to;
        return new RecordBatch(unit, records, to.position());
    }

    /** What holds no record is through with what was before it. */
    private void pass(Progress to) {
        cursor = to;
        if (given.isEmpty()) {
            through = to;
        }
    }

    /** @param records gets those that are whole */
    private Progress cut(
            Progress from,
            byte[] chunk,
            int begin,
            int end,
            boolean last,
            boolean full,
            int most,
            List<RawRecord> records)
            throws IOException {
        boolean quiet = isBefore(grown, QUIET);
        Progress to = from.behind(begin);
        try (RecordReader reader = reader(to, chunk, begin, end)) {
            while (records.size() < most) {
                RawRecord record = reader.next();
                boolean mayGoOn = record != null && !reader.wasWhole() && !last && !quiet;
                if (mayGoOn && !(full && records.isEmpty())) {
                    return to;
                }
                to = new Progress(reader.position(), reader.line(), reader.columns(), false, fillings);
                if (record == null) {
                    return to;
                }
                records.add(record);
            }
        }
        return to;
    }

    private RecordReader reader(Progress from, byte[] chunk, int begin, int end) {
        RecordReader reader = new RecordReader(
                new ByteArrayInputStream(chunk, begin, end - begin), maxRecord, format, from.position());
        boolean atHeader = format == InputFormat.CSV && from.position() == 0;
        // Only what is told is a table: its second line may not be there yet.
        return atHeader ? reader : reader.from(from.line(), from.columns());
    }

    /** Of a line that does not end for so long. What is left of it is passed over. */
    private RecordBatch tooLong(Progress from, byte[] chunk) {
        String beginning = new String(chunk, 0, Math.min(maxRecord, 1024), StandardCharsets.UTF_8);
        RawRecord record =
                new RawRecord(beginning, from.line(), from.position(), chunk.length, RawRecord.Fault.TOO_LONG);
        long end = from.position() + chunk.length;
        return give(List.of(record), new Progress(end, from.line(), from.columns(), true, fillings));
    }

    /** The batch that was given first of those that are not through is. */
    void through() throws IOException {
        Progress first = given.poll();
        if (first != null && first.filling() == fillings) {
            through = first;
            rememberHead();
        }
    }

    /** Gives what was given and is not through again. */
    void rewind() {
        given.clear();
        cursor = through;
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
        if (now < cursor.position() || !Arrays.equals(head, bytes(0, head.length))) {
            fillings++;
            // Batches that were given before will be through still, and change nothing then.
            through = Progress.at(0, false, fillings);
            cursor = through;
            known = false;
            head = new byte[0];
        }
    }

    private void rememberHead() throws IOException {
        if (head.length < HEAD && through.position() > head.length) {
            head = bytes(0, (int) Math.min(HEAD, through.position()));
        }
    }

    private void refuseOthers() throws IOException {
        if (known) {
            return;
        }
        byte[] begin = bytes(0, KIND);
        String what = Inputs.kindOfBinary(begin);
        if (what != null) {
            throw new UnreadableInputException(
                    "expected text that is being written, but " + unit.source() + ' ' + what + ": it is not followed");
        }
        known = begin.length == KIND;
    }

    private int fill(byte[] chunk, long position) throws IOException {
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
