package io.outrider.normalize;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The records of a unit, text by text: of an archive, entry by entry.
 *
 * <p>Offsets go on from one text to the next, as if they were one, so that a position tells an entry too. Lines are those of each
 * text.
 */
public final class UnitReader implements Closeable {

    private final @Nullable InputTexts texts;
    private final int maxRecord;
    private final InputFormat format;
    private RecordReader reader;
    private String source;
    private @Nullable UnreadableInputException unreadable;

    /** The records of one text. */
    UnitReader(RecordReader reader, String source) {
        this.texts = null;
        this.maxRecord = 0;
        this.format = InputFormat.AUTO;
        this.reader = reader;
        this.source = source;
    }

    private UnitReader(InputTexts texts, String source, int maxRecord, InputFormat format) {
        this.texts = texts;
        this.maxRecord = maxRecord;
        this.format = format;
        this.reader = new RecordReader(InputStream.nullInputStream(), maxRecord);
        this.source = source;
    }

    /**
     * Opens a file.
     *
     * @param maxRecord in bytes; of a longer record only the beginning is kept
     * @param charset of text that has no byte order mark
     * @throws UnreadableInputException if the file holds no text
     */
    public static UnitReader open(Path file, int maxRecord, InputFormat format, Charset charset) throws IOException {
        UnitReader reader = new UnitReader(Inputs.texts(file, charset), file.toString(), maxRecord, format);
        try {
            reader.nextText();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** As Splunk's {@code source}, of the records that {@link #next} gives. */
    String source() {
        return source;
    }

    /** Offset of the first byte that belongs to no record given so far. */
    long position() {
        return reader.position();
    }

    /** The next record of the text; {@code null} at its end. */
    @Nullable
    RawRecord next() throws IOException {
        return reader.next();
    }

    /**
     * Goes to the next text. What of an archive is no text is passed over, and told at the end.
     *
     * @return false behind the last
     * @throws UnreadableInputException behind the last, if one could not be read
     */
    boolean nextText() throws IOException {
        while (texts != null) {
            try {
                TextInput text = texts.next();
                if (text != null) {
                    reader = new RecordReader(text.in(), maxRecord, format, reader.position());
                    source = text.source();
                    return true;
                }
                if (unreadable != null) {
                    throw unreadable;
                }
                return false;
            } catch (UnreadableInputException e) {
                if (e == unreadable) {
                    throw e;
                }
                unreadable = unreadable == null ? e : unreadable;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        if (texts != null) {
            texts.close();
        }
    }
}
