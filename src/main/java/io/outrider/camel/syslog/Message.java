package io.outrider.camel.syslog;

/**
 * A message as it came from the network.
 *
 * @param bytes the message without the line end behind it; of one that is too long the beginning. Not changed any more
 * @param length of the whole message in bytes
 * @param peer the address that it came from
 */
record Message(byte[] bytes, long length, String peer) {

    /** Of a message that is too long: as much as a dead letter shows, of characters of up to four bytes. */
    static final int KEPT = 4096;

    /** What the objects around a message's bytes take: this record, the headers of its arrays, a place in the queue. */
    private static final int OVERHEAD = 128;

    /** In bytes of memory, about. */
    int weight() {
        return bytes.length + OVERHEAD;
    }

    /** The length without line ends and NULs at the end: senders put them behind messages in frames and datagrams too. */
    static int trimmed(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && isTrailer(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    static boolean isTrailer(byte b) {
        return b == '\n' || b == '\r' || b == 0;
    }
}
