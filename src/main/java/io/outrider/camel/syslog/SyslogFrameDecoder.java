package io.outrider.camel.syslog;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.outrider.camel.StreamCounters;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the bytes of a connection into messages, by the two framings of RFC 6587 (section 3.4): octet counting ({@code 11
 * <13>message}), and non-transparent framing, where a line feed ends a message, with or without a carriage return before it,
 * or a NUL.
 *
 * <p>Which of them is told by each frame's first bytes. Digits and a space are a count if a {@code <} or a <code>{</code> stands
 * behind them, if the connection has counted before, or if it is the connection's first frame and the count is no longer than a
 * message may be; otherwise a line may begin with a number. Once a connection has counted, a frame that begins neither with a count
 * nor with {@code <} is malformed: the two sides no longer agree where a message ends, and the connection is closed.
 *
 * <p>A message that is too long is cut: its beginning is handed on with its whole length, its other bytes are thrown away as
 * they come, and the next frame is read as usual. A message of more than {@value #OWN} bytes takes room from what all connections
 * share while it is not whole; if there is none, it is thrown away and counted. What the end of a connection cuts off is handed on as
 * it is.
 *
 * <p>While the channel does not read, because the queue behind is full, nothing is decoded either.
 */
final class SyslogFrameDecoder extends ByteToMessageDecoder {

    /**
     * Bytes of a message that a connection may hold without asking: as much as one read of the channel brings at most, so
     * that it has about twice this at any time.
     */
    static final int OWN = 1 << 16;

    /** A gigabyte less one: a longer count is no count. */
    private static final int MAX_DIGITS = 9;

    private enum State {
        START,
        COUNTED,
        LINE,
        SKIP_COUNTED,
        SKIP_LINE,
        CLOSED
    }

    private final int maxMessage;
    private final Budget budget;
    private final StreamCounters counters;
    private final String peer;

    private State state = State.START;
    private boolean counted;
    private boolean fresh = true;
    private boolean ended;
    /** Of a counted frame, the bytes that are still to come. */
    private long remaining;
    /** Of a line, the bytes in which no end was found. */
    private int scanned;

    private long reserved;
    /** Of a message that is skipped. */
    private long skipped;

    private byte[] kept = {};
    private boolean noRoom;

    /**
     * @param maxMessage in bytes
     * @param peer the address at the connection's other end
     */
    SyslogFrameDecoder(int maxMessage, Budget budget, StreamCounters counters, String peer) {
        if (maxMessage < 1) {
            throw new IllegalArgumentException("expected messages of 1 byte or more, but found " + maxMessage);
        }
        this.maxMessage = maxMessage;
        this.budget = budget;
        this.counters = counters;
        this.peer = peer;
    }

    /** Goes on with what was read before the channel was told not to read. */
    void resume(ChannelHandlerContext own) throws Exception {
        channelRead(own, Unpooled.EMPTY_BUFFER);
    }

    /** Bytes that are held because their message is not whole. */
    int held() {
        return actualReadableBytes() + kept.length;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (ctx.channel().config().isAutoRead()) {
            steps(ctx, in, out);
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        ended = true;
        int before;
        do {
            before = out.size();
            steps(ctx, in, out);
        } while (out.size() > before);
        if (state == State.COUNTED || state == State.SKIP_COUNTED) {
            counters.malformed(peer + ": the connection ended " + (remaining - in.readableBytes())
                    + " bytes before the end of a frame");
        }
        if (state == State.COUNTED) {
            emit(in, in.readableBytes(), out);
        } else if (state == State.LINE) {
            emit(in, in.readableBytes(), out);
        } else if (state == State.SKIP_COUNTED || state == State.SKIP_LINE) {
            emitSkipped(out);
        }
        state = State.CLOSED;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        release();
    }

    /** Up to one message: the channel may be told not to read when it is handed on. */
    private void steps(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int messages = out.size();
        State before;
        int readable;
        do {
            before = state;
            readable = in.readableBytes();
            step(ctx, in, out);
        } while (out.size() == messages && (state != before || in.readableBytes() < readable));
    }

    private void step(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        switch (state) {
            case START -> start(ctx, in);
            case COUNTED -> takeCounted(in, out);
            case LINE -> takeLine(in, out);
            case SKIP_COUNTED -> skipCounted(in, out);
            case SKIP_LINE -> skipLine(in, out);
            case CLOSED -> in.skipBytes(in.readableBytes());
        }
    }

    private void start(ChannelHandlerContext ctx, ByteBuf in) {
        // What stands between frames: empty lines, and the line ends that some put behind a counted message.
        while (in.isReadable() && Message.isTrailer(in.getByte(in.readerIndex()))) {
            in.skipBytes(1);
        }
        if (!in.isReadable()) {
            return;
        }
        int digits = digits(in);
        boolean undecided = digits == in.readableBytes() && digits <= MAX_DIGITS;
        if (undecided && !ended) {
            return;
        }
        if (digits > 0 && digits <= MAX_DIGITS && !undecided && byteAt(in, digits) == ' ') {
            if (!counted && digits + 1 == in.readableBytes() && !ended) {
                return;
            }
            long count = count(in, digits);
            if (isCount(in, digits, count)) {
                in.skipBytes(digits + 1);
                counted = true;
                fresh = false;
                startCounted(count);
                return;
            }
        }
        if (counted && byteAt(in, 0) != '<') {
            counters.malformed(peer + ": expected the length of a message, but found other bytes");
            state = State.CLOSED;
            in.skipBytes(in.readableBytes());
            ctx.close();
            return;
        }
        fresh = false;
        scanned = 0;
        state = State.LINE;
    }

    private boolean isCount(ByteBuf in, int digits, long count) {
        if (counted) {
            return true;
        }
        byte next = digits + 1 < in.readableBytes() ? byteAt(in, digits + 1) : 0;
        return next == '<' || next == '{' || (fresh && count <= maxMessage);
    }

    /** Number of digits of a count at the beginning, one more than {@link #MAX_DIGITS} at most. */
    private static int digits(ByteBuf in) {
        int most = Math.min(in.readableBytes(), MAX_DIGITS + 1);
        // MSG-LEN is NONZERO-DIGIT *DIGIT.
        if (byteAt(in, 0) == '0') {
            return 0;
        }
        int digits = 0;
        while (digits < most && byteAt(in, digits) >= '0' && byteAt(in, digits) <= '9') {
            digits++;
        }
        return digits;
    }

    private static long count(ByteBuf in, int digits) {
        long count = 0;
        for (int i = 0; i < digits; i++) {
            count = count * 10 + (byteAt(in, i) - '0');
        }
        return count;
    }

    private static byte byteAt(ByteBuf in, int offset) {
        return in.getByte(in.readerIndex() + offset);
    }

    private void startCounted(long count) {
        remaining = count;
        if (count > maxMessage || !mayHold(count)) {
            startSkip(State.SKIP_COUNTED, count > maxMessage);
        } else {
            state = State.COUNTED;
        }
    }

    private void takeCounted(ByteBuf in, List<Object> out) {
        if (in.readableBytes() >= remaining) {
            emit(in, (int) remaining, out);
        }
    }

    private void takeLine(ByteBuf in, List<Object> out) {
        int end = in.forEachByte(in.readerIndex() + scanned, in.readableBytes() - scanned, b -> b != '\n' && b != 0);
        int length = end < 0 ? in.readableBytes() : end - in.readerIndex();
        boolean tooLong = length > maxMessage;
        if (tooLong || (end < 0 && !mayHold(length))) {
            startSkip(State.SKIP_LINE, tooLong);
        } else if (end < 0) {
            scanned = length;
        } else {
            emit(in, length, out);
        }
    }

    /** Whether a message may be held until it is whole, of which so many bytes are known. */
    private boolean mayHold(long length) {
        if (length <= OWN || reserved > 0) {
            return true;
        }
        // A line's length is not known before its end.
        long wanted = state == State.LINE ? maxMessage : length;
        if (!budget.reserve(wanted)) {
            return false;
        }
        reserved = wanted;
        return true;
    }

    private void startSkip(State skip, boolean tooLong) {
        release();
        skipped = 0;
        kept = new byte[0];
        noRoom = !tooLong;
        state = skip;
    }

    private void skipCounted(ByteBuf in, List<Object> out) {
        int length = (int) Math.min(in.readableBytes(), remaining);
        skip(in, length);
        remaining -= length;
        if (remaining == 0) {
            emitSkipped(out);
        }
    }

    private void skipLine(ByteBuf in, List<Object> out) {
        int end = in.forEachByte(b -> b != '\n' && b != 0);
        skip(in, end < 0 ? in.readableBytes() : end - in.readerIndex());
        if (end >= 0) {
            // Netty expects that a message takes bytes, and the line's own may all be gone.
            in.skipBytes(1);
            emitSkipped(out);
        }
    }

    private void skip(ByteBuf in, int length) {
        int more = Math.min(length, Math.min(maxMessage, Message.KEPT) - kept.length);
        if (more > 0) {
            int from = kept.length;
            kept = Arrays.copyOf(kept, from + more);
            in.getBytes(in.readerIndex(), kept, from, more);
        }
        in.skipBytes(length);
        skipped += length;
    }

    private void emitSkipped(List<Object> out) {
        long length = state == State.SKIP_COUNTED ? skipped + remaining : skipped;
        if (noRoom) {
            counters.received();
            counters.dropped(peer + ": a message of " + length + " bytes, while other large ones took all room");
        } else {
            out.add(new Message(kept, length, peer));
        }
        kept = new byte[0];
        state = State.START;
    }

    private void emit(ByteBuf in, int length, List<Object> out) {
        byte[] bytes = new byte[length];
        in.readBytes(bytes);
        int trimmed = Message.trimmed(bytes, length);
        if (trimmed > 0) {
            out.add(new Message(trimmed == length ? bytes : Arrays.copyOf(bytes, trimmed), trimmed, peer));
        }
        release();
        state = State.START;
    }

    private void release() {
        budget.release(reserved);
        reserved = 0;
    }
}
