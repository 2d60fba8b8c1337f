package io.outrider.camel.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The packaged application on one core (taskset, Linux), with a syslog source over UDP as it ships: how many of the messages that
 * are sent to it at a fixed rate arrive, and what processor time that takes. What JMH prints is only the time that it ran; the
 * result is the line that begins with SYSLOG.
 *
 * <p>{@code -Dsyslog.nice=-15} gives it and the sender precedence, on a machine that others use as well (root only).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class SyslogUdpBenchmark {

    private static final int SECONDS = 30;

    @Param({"10000", "20000", "40000"})
    public int rate;

    @Benchmark
    public long loseNothing() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("outrider-syslog");
        int port = freePort();
        Path log = directory.resolve("log");
        Process service = start(directory, log, port);
        try {
            await(log, "Started source-bench");
            // What a start leaves to do is no part of the measurement; the first second of messages is.
            Thread.sleep(3_000);
            Duration before = cpu(service);
            long sent = new UdpSender(port).send(rate, SECONDS);
            Duration used = cpu(service).minus(before);
            service.destroy();
            service.waitFor(60, TimeUnit.SECONDS);
            String text = Files.readString(log);
            long received = count(text, "bench: (\\d+) messages received");
            long events = count(text, "Since the start: (\\d+) events");
            System.out.printf(
                    "%nSYSLOG %,d messages/s: sent %,d, received %,d, events %,d, dropped %,d, dropped by the system %,d;"
                            + " %.1f s of processor time in %d s, %.1f µs a message; net.core.rmem_max %s%n",
                    rate,
                    sent,
                    received,
                    events,
                    count(text, "bench: .*?, (\\d+) dropped,"),
                    count(text, "bench: .*?, (\\d+) dropped by the system"),
                    used.toMillis() / 1e3,
                    SECONDS,
                    used.toNanos() / 1e3 / sent,
                    limit());
            return sent - events;
        } finally {
            service.destroyForcibly();
        }
    }

    // The kernel gives such a file in one read, or not at all.
    private static String limit() throws IOException {
        try (InputStream in = Files.newInputStream(Path.of("/proc/sys/net/core/rmem_max"))) {
            byte[] bytes = new byte[64];
            return new String(bytes, 0, in.read(bytes), StandardCharsets.US_ASCII).strip();
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path directory, Path log, int port) throws IOException {
        List<String> command = new ArrayList<>();
        String nice = System.getProperty("syslog.nice", "");
        if (!nice.isEmpty()) {
            command.addAll(List.of("nice", "-n", nice));
        }
        command.addAll(List.of(
                "taskset", "-c", "0", Path.of("outrider").toAbsolutePath().toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "OUTRIDER_JAVA_OPTS",
                        "-Xmx512m -Doutrider.sources=bench -Doutrider.source.bench.type=syslog-udp"
                                + " -Doutrider.source.bench.port=" + port);
        return builder.start();
    }

    // The launcher becomes the JVM (exec), so it is the same process.
    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static void await(Path log, String text) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (Files.readString(log).contains(text)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("did not start: " + Files.readString(log));
    }

    private static long count(String log, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(log);
        long last = -1;
        while (matcher.find()) {
            last = Long.parseLong(matcher.group(1));
        }
        return last;
    }
}
