package io.outrider.camel.syslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends synthetic events as datagrams to a port of this machine, at a fixed rate and for a bounded time. */
final class UdpSender {

    /** A slice in which messages are sent without a pause: what a switch with a short queue would do. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int port;
    private long sent;

    UdpSender(int port) {
        this.port = port;
    }

    /** Sends that many messages a second for that many seconds, and says how many that were. */
    long send(int rate, int seconds) throws IOException {
        long messages = (long) rate * seconds;
        sent = 0;
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            long start = System.nanoTime();
            while (sent < messages) {
                long due = Math.min(messages, (System.nanoTime() - start) * rate / TimeUnit.SECONDS.toNanos(1));
                while (sent < due) {
                    channel.write(ByteBuffer.wrap(event(sent)));
                    sent++;
                }
                LockSupport.parkNanos(SLICE_NANOS);
            }
        }
        return messages;
    }

    /** Some 320 bytes: what a firewall writes of a connection. */
    static byte[] event(long number) {
        return String.format(
                        Locale.ROOT,
                        "{\"@timestamp\":\"%s\",\"devname\":\"fw-synthetic-%02d\",\"logid\":\"0000000013\",\"type\":\"traffic\","
                                + "\"level\":\"notice\",\"srcip\":\"10.%d.%d.%d\",\"srcport\":%d,\"dstip\":\"198.51.100.%d\","
                                + "\"dstport\":443,\"proto\":6,\"action\":\"accept\",\"policyid\":%d,\"service\":\"HTTPS\","
                                + "\"sentbyte\":%d,\"rcvdbyte\":%d,\"sessionid\":%d}",
                        Instant.now(),
                        number % 10,
                        number >> 16 & 255,
                        number >> 8 & 255,
                        number & 255,
                        1024 + number % 60_000,
                        number % 250,
                        number % 100,
                        number * 31 % 100_000,
                        number * 17 % 1_000_000,
                        number)
                .getBytes(StandardCharsets.UTF_8);
    }
}
