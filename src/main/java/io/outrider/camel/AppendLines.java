package io.outrider.camel;

import io.outrider.deliver.RefusedDeliveryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes lines at the end of a file: in text or bytes, the last line with or without its line feed. It ends normally once the file has all
 * of it, and throws {@link IOException} if it has none, on a full disk for one.
 *
 * <p>A line that was begun and not ended, for the process was killed while it wrote, is ended first: it stays as a line that is no JSON,
 * and the next one is whole. Camel's file component would write on behind it.
 *
 * <p>The variables {@code sink.directory} and {@code sink.file} say where. The file lies in the directory or below it.
 */
public final class AppendLines implements Processor {

    private static final byte LINE_FEED = '\n';

    @Override
    public void process(Exchange exchange) throws IOException, RefusedDeliveryException {
        byte[] lines = exchange.getMessage().getBody() instanceof byte[] bytes
                ? bytes
                : exchange.getMessage().getBody(String.class).getBytes(StandardCharsets.UTF_8);
        Path file = file(
                exchange.getVariable("sink.directory", String.class), exchange.getVariable("sink.file", String.class));
        Files.createDirectories(file.getParent());
        // Two sinks of one file are rare, and this is short.
        synchronized (this) {
            append(file, lines);
        }
    }

    private static Path file(String directory, String name) throws RefusedDeliveryException {
        try {
            Path within = Path.of(directory).toAbsolutePath().normalize();
            Path file = within.resolve(name).normalize();
            if (file.startsWith(within) && !file.equals(within)) {
                return file;
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new RefusedDeliveryException(
                "file: expected the name of a file within " + directory + ", but found '" + name + "'");
    }

    private static void append(Path file, byte[] lines) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            boolean begun = end > 0 && last(channel, end) != LINE_FEED;
            ByteBuffer bytes = ByteBuffer.allocate(lines.length + 2);
            if (begun) {
                bytes.put(LINE_FEED);
            }
            bytes.put(lines);
            if (lines.length > 0 && lines[lines.length - 1] != LINE_FEED) {
                bytes.put(LINE_FEED);
            }
            bytes.flip();
            channel.position(end);
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                undo(channel, end, e);
                throw e;
            }
        }
    }

    private static byte last(FileChannel channel, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0);
    }

    private static void undo(FileChannel channel, long end, IOException cause) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
