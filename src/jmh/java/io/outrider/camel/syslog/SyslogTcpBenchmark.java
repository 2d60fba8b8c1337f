package io.outrider.camel.syslog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * The packaged application with a syslog source over TCP, its store in SQLite: how long it takes to work on all messages that one
 * connection brings as fast as it can, with the receive journal and without. What JMH prints is the time with the start; the result is
 * the line that begins with SYSLOG, and the ratio of two such lines is what the journal costs. It is run in turns, since other work on
 * the machine comes and goes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(3)
public class SyslogTcpBenchmark {

    /** Some seconds' worth, so that the start of the JVM's compilers is a small part. */
    private static final int MESSAGES = 1_000_000;

    /** Mebibytes of the journal: 0 is none. */
    @Param({"0", "1024"})
    public int journal;

    @Benchmark
    public double takeAll() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("outrider-syslog");
        int port = freePort();
        Path log = directory.resolve("log");
        Process service = start(directory, log, port);
        try {
            await(() -> Files.readString(log).contains("Started source-bench"));
            // What a start leaves to do is no part of the measurement.
            Thread.sleep(3_000);
            Duration before = cpu(service);
            long start = System.nanoTime();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
                for (int i = 0; i < MESSAGES; i++) {
                    out.write(UdpSender.event(i));
                    out.write('\n');
                }
                out.write(last());
                out.write('\n');
            }
            double sent = (System.nanoTime() - start) / 1e9;
            // The last one is worked on last, and is the only one that alerts.
            await(() -> Files.exists(directory.resolve("alerts")));
            double seconds = (System.nanoTime() - start) / 1e9;
            Duration used = cpu(service).minus(before);
            System.out.printf(
                    "%nSYSLOG journal of %d MiB: %,d messages in %.2f s (sent in %.2f s), %,.0f a second, %.1f µs of processor time"
                            + " a message%n",
                    journal,
                    MESSAGES,
                    seconds,
                    sent,
                    MESSAGES / seconds,
                    used.toNanos() / 1e3 / MESSAGES);
            return seconds;
        } finally {
            service.destroy();
            service.waitFor(60, TimeUnit.SECONDS);
            service.destroyForcibly();
        }
    }

    private static byte[] last() throws IOException {
        return Files.readAllLines(Path.of("samples/synthetic-sysmon.xml.log")).get(0).getBytes(StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process start(Path directory, Path log, int port) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Path.of("outrider").toAbsolutePath().toString(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "OUTRIDER_JAVA_OPTS",
                        "-Xmx512m -Doutrider.sources=bench -Doutrider.source.bench.type=syslog-tcp"
                                + " -Doutrider.source.bench.port=" + port + " -Doutrider.store.journal.max-size=" + journal);
        return builder.start();
    }

    // The launcher becomes the JVM (exec), so it is the same process.
    private static Duration cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private interface Question {
        boolean isSo() throws IOException;
    }

    private static void await(Question question) throws IOException, InterruptedException {
        for (int i = 0; i < 12_000; i++) {
            if (question.isSo()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("did not come to an end in two minutes");
    }
}
