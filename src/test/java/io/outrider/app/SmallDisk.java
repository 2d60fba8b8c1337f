package io.outrider.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of its own, in memory and of a size that a test fills. Only root may mount one: elsewhere the test is skipped, and says so, unless
 * {@code OUTRIDER_TMPFS_REQUIRED} is set.
 */
final class SmallDisk implements AutoCloseable {

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** @param options of the mount, the size first: {@code 8m}, {@code 1m,ro} */
    static SmallDisk mounted(Path directory, String options) throws IOException {
        boolean mounted = call("mount", "-t", "tmpfs", "-o", "size=" + options, "tmpfs", directory.toString()) == 0;
        if (!mounted && System.getenv("OUTRIDER_TMPFS_REQUIRED") != null) {
            throw new IllegalStateException("expected to be allowed to mount a tmpfs, as root is, but mount refused");
        }
        assumeTrue(mounted, "needs to be allowed to mount a tmpfs");
        return new SmallDisk(directory);
    }

    private static int call(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Path path() {
        return directory;
    }

    private Path filling() {
        return directory.resolve("filling");
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(filling())) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            if (Files.getFileStore(directory).getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.delete(filling());
    }

    @Override
    public void close() throws IOException {
        if (call("umount", "--lazy", directory.toString()) != 0) {
            throw new IOException("expected to unmount " + directory);
        }
    }
}
