package io.outrider.camel.syslog;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many datagrams the system threw away because a socket's receive buffer was full: on Linux from {@code /proc/net/udp} and
 * {@code udp6} (proc(5)), elsewhere nothing. The socket itself does not tell.
 */
final class SystemDrops {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    // sl local_address rem_address st queues tr:when retrnsmt uid timeout inode ref pointer drops
    private static final int LOCAL_ADDRESS = 1;
    private static final int DROPS = 12;

    private final List<Path> tables;
    private final Set<String> addresses;

    /** @param socket the address that it is bound to */
    SystemDrops(InetSocketAddress socket) {
        this(socket, TABLES);
    }

    SystemDrops(InetSocketAddress socket, List<Path> tables) {
        this.tables = tables;
        String port = String.format(Locale.ROOT, ":%04X", socket.getPort());
        InetAddress address = socket.getAddress();
        byte[] bytes = address.getAddress();
        if (address.isAnyLocalAddress()) {
            addresses = Set.of(hex(new byte[4]) + port, hex(new byte[16]) + port);
        } else if (address instanceof Inet4Address) {
            // Java's sockets are of IPv6 where the machine has it: ::ffff:192.0.2.1.
            byte[] mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(bytes, 0, mapped, 12, bytes.length);
            addresses = Set.of(hex(bytes) + port, hex(mapped) + port);
        } else {
            addresses = Set.of(hex(bytes) + port);
        }
    }

    /** Words of 32 bits in the machine's order, as the kernel prints them. */
    private static String hex(byte[] address) {
        ByteBuffer in = ByteBuffer.wrap(address).order(ByteOrder.nativeOrder());
        ByteBuffer out = ByteBuffer.allocate(address.length);
        while (in.hasRemaining()) {
            out.putInt(in.getInt());
        }
        return HexFormat.of().withUpperCase().formatHex(out.array());
    }

    /** Since the socket was opened; empty if the system does not tell, or the socket is closed. */
    OptionalLong count() {
        long count = 0;
        boolean found = false;
        for (Path table : tables) {
            for (String line : lines(table)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > DROPS && addresses.contains(columns[LOCAL_ADDRESS])) {
                    found = true;
                    count += number(columns[DROPS]);
                }
            }
        }
        return found ? OptionalLong.of(count) : OptionalLong.empty();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return List.of();
        }
    }
}
