package io.outrider.evtx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Writes a chunk of an EVTX file, token by token. What it writes is synthetic. */
final class SyntheticChunk {

    static final String NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

    /** What every event is written with that needs no more than a value. */
    static final Consumer<SyntheticChunk> EVENT = chunk -> chunk.event(data -> data.substitution(0x0D, 0, 0x01));

    private final ByteBuffer bytes = ByteBuffer.allocate(Chunk.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<String, Integer> names = new HashMap<>();
    private final Deque<Integer> sizes = new ArrayDeque<>();
    // Whether elements have the number of one that they depend on.
    private boolean dependency = true;
    private long records;

    SyntheticChunk() {
        bytes.position(Chunk.HEADER);
    }

    /** @param type of the value @param bytes of the value */
    record Value(int type, byte[] bytes) {

        static Value text(String text) {
            // Not by a character set: that would mend halves of pairs.
            ByteBuffer units = ByteBuffer.allocate(2 * text.length()).order(ByteOrder.LITTLE_ENDIAN);
            text.chars().forEach(c -> units.putShort((short) c));
            return new Value(0x01, units.array());
        }

        static Value number(int type, int size, long number) {
            byte[] bytes = ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number)
                    .array();
            return new Value(type, Arrays.copyOf(bytes, size));
        }

        static Value of(int type, int... bytes) {
            byte[] copy = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                copy[i] = (byte) bytes[i];
            }
            return new Value(type, copy);
        }
    }

    int position() {
        return bytes.position();
    }

    SyntheticChunk record(Consumer<SyntheticChunk> body) {
        return record(++records, body);
    }

    SyntheticChunk record(long number, Consumer<SyntheticChunk> body) {
        int from = bytes.position();
        bytes.putInt(0x2A2A).putInt(0).putLong(number).putLong(0);
        fragment();
        body.accept(this);
        bytes.put((byte) 0);
        int size = bytes.position() + 4 - from;
        bytes.putInt(size).putInt(from + 4, size);
        return this;
    }

    SyntheticChunk fragment() {
        return raw(0x0F, 0x01, 0x01, 0x00);
    }

    SyntheticChunk raw(int... tokens) {
        for (int token : tokens) {
            bytes.put((byte) token);
        }
        return this;
    }

    SyntheticChunk u16(int value) {
        bytes.putShort((short) value);
        return this;
    }

    SyntheticChunk u32(int value) {
        bytes.putInt(value);
        return this;
    }

    /** A name: in its place the first time, then by that place. */
    SyntheticChunk name(String name) {
        Integer at = names.putIfAbsent(name, bytes.position() + 4);
        if (at != null) {
            return u32(at);
        }
        return u32(bytes.position() + 4)
                .u32(0)
                .u16(0)
                .u16(name.length())
                .utf16(name)
                .u16(0);
    }

    SyntheticChunk utf16(String text) {
        bytes.put(text.getBytes(StandardCharsets.UTF_16LE));
        return this;
    }

    SyntheticChunk withoutDependencies(Consumer<SyntheticChunk> body) {
        dependency = false;
        body.accept(this);
        dependency = true;
        return this;
    }

    /** An element without attributes, up to the end of its start tag. */
    SyntheticChunk open(String name) {
        return start(0x01, name).raw(0x02);
    }

    /** The beginning of an element. */
    SyntheticChunk start(int token, String name) {
        raw(token);
        if (dependency) {
            u16(0xFFFF);
        }
        sizes.push(bytes.position());
        return u32(0).name(name);
    }

    SyntheticChunk close() {
        raw(0x04);
        return endElement();
    }

    SyntheticChunk closeEmpty() {
        raw(0x03);
        return endElement();
    }

    private SyntheticChunk endElement() {
        int size = sizes.pop();
        bytes.putInt(size, bytes.position() - size - 4);
        return this;
    }

    /** The attributes of an element that was begun with token 0x41. */
    SyntheticChunk attributes(Consumer<SyntheticChunk> body) {
        int size = bytes.position();
        u32(0);
        body.accept(this);
        bytes.putInt(size, bytes.position() - size - 4);
        return this;
    }

    SyntheticChunk attribute(String name) {
        return raw(0x06).name(name);
    }

    SyntheticChunk text(String text) {
        return raw(0x05, 0x01).u16(text.length()).utf16(text);
    }

    SyntheticChunk substitution(int token, int value, int type) {
        return raw(token).u16(value).raw(type);
    }

    SyntheticChunk element(String name, Consumer<SyntheticChunk> content) {
        open(name);
        content.accept(this);
        return close();
    }

    /** {@code <Event xmlns><System><EventID>1</EventID></System><EventData><Data Name='V'>...}. */
    SyntheticChunk event(Consumer<SyntheticChunk> data) {
        return event("EventData", event -> {
            event.start(0x41, "Data")
                    .attributes(list -> list.attribute("Name").text("V"))
                    .raw(0x02);
            data.accept(event);
            event.close();
        });
    }

    SyntheticChunk event(String section, Consumer<SyntheticChunk> content) {
        start(0x41, "Event")
                .attributes(list -> list.attribute("xmlns").text(NAMESPACE))
                .raw(0x02);
        element("System", system -> system.element("EventID", id -> id.text("1")));
        element(section, content);
        return close();
    }

    /** An instance of a template that is here, and so has its definition in its midst; gives its place. */
    int template(Consumer<SyntheticChunk> definition, Value... values) {
        raw(0x0C, 0x01).u32(7);
        int at = bytes.position() + 4;
        u32(at).u32(0).u32(7).u32(0).u32(0).u32(0);
        int size = bytes.position();
        u32(0).fragment();
        definition.accept(this);
        raw(0x00);
        bytes.putInt(size, bytes.position() - size - 4);
        values(values);
        return at;
    }

    /** An instance of a template that is elsewhere. */
    SyntheticChunk instance(int at, Value... values) {
        return raw(0x0C, 0x01).u32(7).u32(at).values(values);
    }

    SyntheticChunk values(Value... values) {
        u32(values.length);
        for (Value value : values) {
            u16(value.bytes().length).raw(value.type(), 0);
        }
        for (Value value : values) {
            bytes.put(value.bytes());
        }
        return this;
    }

    /** What was written from a place on. */
    byte[] copyFrom(int from) {
        return Arrays.copyOfRange(bytes.array(), from, bytes.position());
    }

    /** The chunk with its header and checksums. */
    byte[] done() {
        int end = bytes.position();
        byte[] chunk = bytes.array().clone();
        ByteBuffer header = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        header.put("ElfChnk\0".getBytes(StandardCharsets.US_ASCII));
        header.putLong(1).putLong(records).putLong(1).putLong(records);
        header.putInt(128).putInt(0).putInt(end);
        CRC32 crc = new CRC32();
        crc.update(chunk, Chunk.HEADER, end - Chunk.HEADER);
        header.putInt(52, (int) crc.getValue());
        crc.reset();
        crc.update(chunk, 0, 120);
        crc.update(chunk, 128, Chunk.HEADER - 128);
        header.putInt(124, (int) crc.getValue());
        return chunk;
    }

    /** A file of chunks. */
    static byte[] file(byte[]... chunks) {
        int length = EvtxInput.HEADER
                + Arrays.stream(chunks).mapToInt(chunk -> chunk.length).sum();
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("ElfFile\0".getBytes(StandardCharsets.US_ASCII))
                .putLong(0)
                .putLong(0)
                .putLong(1);
        file.putInt(128).putShort((short) 1).putShort((short) 3).putShort((short) EvtxInput.HEADER);
        file.putShort((short) chunks.length);
        file.position(EvtxInput.HEADER);
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }
}
