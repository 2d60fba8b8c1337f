package io.outrider.camel.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SystemDropsTest {

    @TempDir
    Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatARealSocketHasNoRoomForIsCounted() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
                DatagramSocket sender = new DatagramSocket()) {
            socket.setReceiveBufferSize(4096);
            SystemDrops drops = new SystemDrops((InetSocketAddress) socket.getLocalSocketAddress());
            assertThat(drops.count()).hasValue(0);

            for (int i = 0; i < 1_000; i++) {
                sender.send(new DatagramPacket(new byte[1_000], 1_000, socket.getLocalSocketAddress()));
            }

            assertThat(drops.count().orElse(0)).isBetween(900L, 1_000L);
        }
    }

    @Test
    void otherSocketsAndLinesThatAreNoneDoNotCount() throws IOException {
        Path table = Files.write(directory.resolve("udp"), List.of("  sl  local_address ...", "", "a b c"));

        assertThat(new SystemDrops(new InetSocketAddress("127.0.0.1", 514), List.of(table, directory.resolve("none")))
                        .count())
                .isEmpty();
    }
}
