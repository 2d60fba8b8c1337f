package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was cut out of the input: one event's bytes, not yet looked into further than to find their end.
 *
 * <p>The bytes are a part of an array that neighbouring records share and nobody changes; a text is made of them only when
 * it is asked for. Records of equal text and place are equal.
 */
public final class RawRecord {

    /** What the reader found wrong with a record. */
    public enum Fault {
        NONE,
        /** Some bytes were not valid in the character set; the text has U+FFFD in their place and is an event all the same. */
        MALFORMED_TEXT,
        /** The record is longer than is allowed; the text is its beginning. */
        TOO_LONG,
        /** It is what is left of a message of more records than are taken of one; the text is its beginning. */
        TOO_MANY
    }

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final long line;
    private final long offset;
    private final long length;
    private final Fault fault;
    private final @Nullable ScanIndex index;
    private final @Nullable CsvColumns columns;
    private final @Nullable String peer;
    private final @Nullable Instant received;

    /**
     * A record of its own.
     *
     * @param text as {@link #text}
     * @param line as {@link #line}
     * @param offset as {@link #offset}
     * @param length as {@link #length}
     * @param fault as {@link #fault}
     */
    public RawRecord(String text, long line, long offset, long length, Fault fault) {
        this(text.getBytes(StandardCharsets.UTF_8), line, offset, length, fault);
    }

    private RawRecord(byte[] bytes, long line, long offset, long length, Fault fault) {
        this(bytes, 0, bytes.length, line, offset, length, fault, null, null, null);
    }

    /**
     * @param bytes not changed any more
     * @param from of the record's first byte in {@code bytes}
     * @param to behind its last
     * @param index where its members lie, if it was scanned
     * @param columns of its values, if it is a row of comma-separated ones
     * @param peer as {@link #peer}
     */
    RawRecord(
            byte[] bytes,
            int from,
            int to,
            long line,
            long offset,
            long length,
            Fault fault,
            @Nullable ScanIndex index,
            @Nullable CsvColumns columns,
            @Nullable String peer) {
        this(bytes, from, to, line, offset, length, fault, index, columns, peer, null);
    }

    private RawRecord(
            byte[] bytes,
            int from,
            int to,
            long line,
            long offset,
            long length,
            Fault fault,
            @Nullable ScanIndex index,
            @Nullable CsvColumns columns,
            @Nullable String peer,
            @Nullable Instant received) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.line = line;
        this.offset = offset;
        this.length = length;
        this.fault = fault;
        this.index = index;
        this.columns = columns;
        this.peer = peer;
        this.received = received;
    }

    /** The text, decoded anew by each call; where bytes were not valid UTF-8, U+FFFD stands in their place. */
    public String text() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Number of its first line, from 1. */
    public long line() {
        return line;
    }

    /** Of its first byte in the (decompressed) input; of a message in its partition. */
    public long offset() {
        return offset;
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /** What is wrong with it. */
    public Fault fault() {
        return fault;
    }

    /** The address of the machine that sent it; {@code null} where none is known, as in files. */
    public @Nullable String peer() {
        return peer;
    }

    /** When it came, where it was kept since then; {@code null} for what is worked on as it comes. */
    @Nullable
    Instant received() {
        return received;
    }

    /** The same record at another offset. */
    RawRecord at(long other) {
        return new RawRecord(bytes, from, to, line, other, length, fault, index, columns, peer, received);
    }

    /** The same record, which came at that time and was kept since. */
    public RawRecord receivedAt(Instant time) {
        return new RawRecord(bytes, from, to, line, offset, length, fault, index, columns, peer, time);
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    @Nullable
    ScanIndex index() {
        return index;
    }

    @Nullable
    CsvColumns columns() {
        return columns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawRecord record
                && line == record.line
                && offset == record.offset
                && length == record.length
                && fault == record.fault
                && Objects.equals(peer, record.peer)
                && text().equals(record.text());
    }

    @Override
    public int hashCode() {
        return Objects.hash(line, offset, length, fault);
    }

    @Override
    public String toString() {
        return "RawRecord[line=" + line + ", offset=" + offset + ", length=" + length + ", fault=" + fault + ", text="
                + text() + "]";
    }
}
