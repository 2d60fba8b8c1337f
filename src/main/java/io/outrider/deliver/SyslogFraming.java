package io.outrider.deliver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Where a message of syslog ends for its receiver. */
enum SyslogFraming {
    /** Its length and a blank before it: octet counting (RFC 6587, 3.4.1), the only one that RFC 5425 knows for TLS. */
    OCTETS {
        @Override
        byte[] frame(byte[] message) {
            byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
            return ByteBuffer.allocate(length.length + message.length)
                    .put(length)
                    .put(message)
                    .array();
        }
    },

    /** A line feed behind it (RFC 6587, 3.4.2). */
    LINES {
        @Override
        byte[] frame(byte[] message) {
            return ByteBuffer.allocate(message.length + 1)
                    .put(message)
                    .put((byte) '\n')
                    .array();
        }
    },

    /** A datagram is a message (RFC 5426). */
    DATAGRAM {
        @Override
        byte[] frame(byte[] message) {
            return message.clone();
        }
    };

    abstract byte[] frame(byte[] message);

    /** On a connection. */
    static SyslogFraming of(String text) {
        return switch (text) {
            case "octets" -> OCTETS;
            case "lines" -> LINES;
            default -> throw new IllegalArgumentException("expected octets or lines, but found '" + text + "'");
        };
    }
}
