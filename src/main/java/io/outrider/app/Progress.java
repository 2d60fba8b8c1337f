package io.outrider.app;

import io.outrider.camel.Statistics;
import java.io.File;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A progress bar on one line, redrawn while files are read; silent where the output is no terminal. */
final class Progress implements AutoCloseable {

    /** Property that the launcher sets when its standard output is a terminal: Java cannot tell by itself. */
    private static final String TERMINAL = "outrider.terminal";

    private static final int WIDTH = 30;
    // Five times a second: smooth to the eye, and nothing to the run.
    private static final int PERIOD_MILLIS = 200;

    private final Statistics statistics;
    private final PrintStream out;
    private final long totalBytes;
    private final long start = System.nanoTime();
    private final boolean visible;
    private final ScheduledExecutorService timer;
    private volatile long finishedBytes;
    private volatile long currentBytes;

    private Progress(List<File> files, Statistics statistics, PrintStream out, boolean visible) {
        this.statistics = statistics;
        this.out = out;
        this.visible = visible;
        this.totalBytes = Math.max(1, files.stream().mapToLong(File::length).sum());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        if (visible) {
            timer.scheduleAtFixedRate(this::draw, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    static Progress over(List<File> files, Statistics statistics, PrintStream out, Format format) {
        return new Progress(files, statistics, out, format == Format.text && Boolean.getBoolean(TERMINAL));
    }

    void begins(File file) {
        currentBytes = file.length();
    }

    void finished(File file) {
        currentBytes = 0;
        finishedBytes += file.length();
    }

    private void draw() {
        Statistics.Counts counts = statistics.counts();
        // The position is that in the unpacked input, which may be longer than the file.
        long read = finishedBytes + Math.min(counts.position(), currentBytes);
        double done = Math.min(1.0, (double) read / totalBytes);
        int filled = (int) (done * WIDTH);
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
                Locale.ROOT,
                "\r[%s%s] %3d%%  %,d events  %,.0f/s ",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                (int) (done * 100),
                counts.events(),
                counts.events() / seconds);
        out.flush();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (visible) {
            out.print("\r" + " ".repeat(WIDTH + 50) + "\r");
        }
    }
}
