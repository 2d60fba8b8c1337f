package io.outrider.evtx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of an EVTX file as UTF-8 text, one {@code <Event>} element a line, in the order of the file.
 *
 * <p>The text is what Windows renders and Splunk's XmlWinEventLog has, but for line breaks and what XML forbids in values,
 * which are character references. {@code RenderingInfo}, the message in words, is not in such files.
 *
 * <p>What cannot be read is a line too: {@code <?outrider-unreadable ...?>} with the place and the reason. A record that may
 * suffer from damage but could be read has {@code <?outrider-damage ...?>} in it, before its end tag.
 *
 * <p>Read in one go, without seeking. Takes one chunk of memory and the text of one record, at most 4 MiB.
 */
public final class EvtxInput extends InputStream {

    /** Target of the processing instruction that stands for a record. */
    public static final String UNREADABLE = "outrider-unreadable";

    /** Target of the processing instruction in a record. */
    public static final String DAMAGE = "outrider-damage";

    /** A file with less than this has no records, nor room for any. */
    public static final int HEADER = ChunkSource.FILE_HEADER;

    private static final byte[] MAGIC = "ElfFile\0".getBytes(StandardCharsets.US_ASCII);
    private static final int END_EVENT = "</Event>".length();

    private final InputStream in;
    private final ChunkSource chunks;
    private final RecordRenderer renderer = new RecordRenderer();
    private final XmlText line = renderer.text();

    private @Nullable Chunk chunk;
    private @Nullable RecordFrames frames;
    // What is to be told with the next record of the chunk that can be read, or behind the last if nothing else was
    // told.
    private @Nullable String damage;
    private boolean told;
    private int position;
    private int length;

    /** @param in at the first byte of the file; closed with this */
    public EvtxInput(InputStream in) {
        this.in = in;
        this.chunks = new ChunkSource(in);
    }

    /** Whether these are the first bytes of an EVTX file. */
    public static boolean isMagic(byte[] head) {
        return head.length >= MAGIC.length && Arrays.equals(MAGIC, 0, MAGIC.length, head, 0, MAGIC.length);
    }

    @Override
    public int read() throws IOException {
        return fill() ? line.bytes()[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(count, length - position);
        System.arraycopy(line.bytes(), position, target, offset, given);
        position += given;
        return given;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Makes the next line once the last one is given; {@code false} if there is none. */
    private boolean fill() throws IOException {
        while (position == length) {
            position = 0;
            length = 0;
            RecordFrames.Found record = frames == null ? null : frames.next();
            if (record != null) {
                write(record);
            } else if (frames != null) {
                endChunk();
            } else if (!nextChunk()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextChunk() throws IOException {
        ChunkSource.Found found = chunks.next();
        if (found instanceof ChunkSource.Found.AChunk next) {
            chunk = next.chunk();
            frames = new RecordFrames(chunk);
            renderer.beginChunk(chunk);
            told = false;
            damage =
                    chunk.isCut() ? "a file that ends in the chunk at offset " + chunk.offset() : chunk.checksumFault();
        } else if (found instanceof ChunkSource.Found.Damage bytes) {
            unreadable(bytes.offset(), bytes.message());
        }
        return found != null;
    }

    private void endChunk() {
        if (damage != null && !told && chunk != null) {
            unreadable(chunk.offset(), "expected a whole chunk of records, but found " + damage);
        }
        damage = null;
        frames = null;
        chunk = null;
    }

    private void write(RecordFrames.Found found) {
        Chunk current = chunk;
        if (current == null) {
            return;
        }
        long offset = current.offset() + found.at();
        if (found instanceof RecordFrames.Found.Damage bytes) {
            unreadable(offset, bytes.message());
            return;
        }
        RecordFrames.Found.Whole record = (RecordFrames.Found.Whole) found;
        int from = record.at() + RecordFrames.HEAD;
        int to = record.at() + record.size() - 4;
        try {
            renderer.render(current.bytes(), from, to);
        } catch (DamageException e) {
            unreadable(offset, e.getMessage() + " (record " + Long.toUnsignedString(record.number()) + ")");
            return;
        }
        String fault = record.sizesAgree() ? damage : "two sizes of the record at offset " + offset;
        if (fault == null) {
            line.line("");
        } else {
            line.truncate(line.length() - END_EVENT);
            line.line("<?" + DAMAGE + " expected an event log without damage, but found " + fault + "?></Event>");
            damage = record.sizesAgree() ? null : damage;
        }
        length = line.length();
    }

    private void unreadable(long offset, String message) {
        told = true;
        line.clear();
        line.line("<?" + UNREADABLE + ' ' + message + ", at offset " + offset + " of the event log file?>");
        length = line.length();
    }
}
