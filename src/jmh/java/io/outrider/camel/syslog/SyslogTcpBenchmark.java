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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The packaged application with a syslog source over TCP, its store in SQLite: how long it takes to work on all messages that one
 * connection brings as fast as it can, with the receive journal and without, in turns, since other work on the machine comes and goes. What JMH
 * prints is the time of all of it; the results are the lines that begin with SYSLOG.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(1)
public class SyslogTcpBenchmark {

    /** Some seconds' worth, so that the start of the JVM's compilers is a small part. */
    private static final int MESSAGES = 1_000_000;

    /** Pairs of runs. */
    private static final int ROUNDS = Integer.getInteger("syslog.rounds", 5);

    @Benchmark
    public double takeAll() throws IOException, InterruptedException {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            without.add(seconds(0));
            with.add(seconds(1024));
        }
        double ratio = median(without) / median(with);
        System.out.printf(
                "%nSYSLOG medians of %d: %,.0f messages a second without a journal, %,.0f with it: %.2f of the throughput%n",
                ROUNDS, MESSAGES / median(without), MESSAGES / median(with), ratio);
        return ratio;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** @param journal mebibytes of it, 0 for none */
    private static double seconds(int journal) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("outrider-syslog");
        int port = freePort();
        Path log = directory.resolve("log");
        // Made before, so that the sender takes little of the processor.
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            messages.add(line(UdpSender.event(i)));
        }
        byte[] last = line(last());
        Process service = start(directory, log, port, journal);
        try {
            await(() -> Files.readString(log).contains("Started source-bench"));
            // What a start leaves to do is no part of the measurement.
            Thread.sleep(3_000);
            Duration before = cpu(service);
            long start = System.nanoTime();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
                for (int i = 0; i < MESSAGES; i++) {
                    out.write(messages.get(i % messages.size()));
                }
                out.write(last);
            }
            double sent = (System.nanoTime() - start) / 1e9;
            // The last one is worked on last, and is the only one that alerts.
            await(() -> isSaid(directory.resolve("alerts")));
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

    private static byte[] line(byte[] message) {
        byte[] line = Arrays.copyOf(message, message.length + 1);
        line[message.length] = '\n';
        return line;
    }

    private static boolean isSaid(Path alerts) throws IOException {
        if (!Files.isDirectory(alerts)) {
            return false;
        }
        try (Stream<Path> files = Files.list(alerts)) {
            for (Path file : files.toList()) {
                if (Files.size(file) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static byte[] last() throws IOException {
        return Files.readAllLines(Path.of("samples/synthetic-sysmon.xml.log")).get(0).getBytes(StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process start(Path directory, Path log, int port, int journal) throws IOException {
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
