package io.outrider.camel.syslog;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages as bytes, one behind the other. Of each: how many of its bytes are there (4 bytes) and how long it was (8), the length of its
 * peer's address (1; {@value #SAME} if it is that of the message before), the address in UTF-8, its bytes.
 */
final class MessageBlock {

    /** In place of an address's length. An address takes 45 characters at most (::ffff:255.255.255.255 written out). */
    private static final int SAME = 255;

    private static final int HEADER = Integer.BYTES + Long.BYTES + 1;

    private MessageBlock() {}

    static byte[] of(List<Message> messages) {
        long size = 0;
        String before = null;
        for (Message message : messages) {
            size += HEADER + message.bytes().length + (message.peer().equals(before) ? 0 : peer(message).length);
            before = message.peer();
        }
        byte[] bytes = new byte[Math.toIntExact(size)];
        ByteBuffer block = ByteBuffer.wrap(bytes);
        before = null;
        for (Message message : messages) {
            block.putInt(message.bytes().length).putLong(message.length());
            if (message.peer().equals(before)) {
                block.put((byte) SAME);
            } else {
                byte[] peer = peer(message);
                block.put((byte) peer.length).put(peer);
            }
            before = message.peer();
            block.put(message.bytes());
        }
        return bytes;
    }

    private static byte[] peer(Message message) {
        byte[] peer = message.peer().getBytes(StandardCharsets.UTF_8);
        return peer.length < SAME ? peer : Arrays.copyOf(peer, SAME - 1);
    }

    /**
     * The messages of a block.
     *
     * @throws IllegalArgumentException if it is none of so many messages
     */
    static List<Message> read(byte[] bytes, int count) {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        List<Message> messages = new ArrayList<>(Math.min(count, bytes.length / HEADER + 1));
        try {
            String peer = "";
            while (block.hasRemaining()) {
                int kept = block.getInt();
                long length = block.getLong();
                int ofPeer = Byte.toUnsignedInt(block.get());
                peer = ofPeer == SAME ? peer : new String(part(block, ofPeer), StandardCharsets.UTF_8);
                if (length < kept) {
                    throw new IllegalArgumentException(
                            "expected a message of " + kept + " bytes or more, but found one of " + length);
                }
                messages.add(new Message(part(block, kept), length, peer));
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(
                    "expected whole messages, but found the end behind " + messages.size(), e);
        }
        if (messages.size() != count) {
            throw new IllegalArgumentException("expected " + count + " messages, but found " + messages.size());
        }
        return messages;
    }

    private static byte[] part(ByteBuffer block, int length) {
        if (length < 0 || length > block.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        block.get(part);
        return part;
    }
}
