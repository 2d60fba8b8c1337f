package io.outrider.health;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file beside the store, and apart from it. It has two halves, each with what was kept at one time; the older one is written over
 * in place, so that the other one stands whatever happens meanwhile, and a disk that has become full takes it: its blocks are there.
 *
 * <p>A half is {@value #MAGIC} as a number, the number of the writing, the length, the CRC-32 of number and text, and the text ({@link
 * ToldJson}). The file is locked by the process that has it. Used by one thread.
 */
public final class OperationalFile implements OperationalMemory {

    private static final Logger LOG = LoggerFactory.getLogger("outrider.health");

    // "OUTROP01"
    private static final long MAGIC = 0x4F5554524F503031L;
    private static final int HEADER = 4 * Long.BYTES;
    // Two hundred concerns of a kilobyte: there are some tens, unless each of many sources has its own.
    private static final int HALF = 256 * 1024;

    private final Path file;
    private @Nullable FileChannel channel;
    private long number;
    private List<Told> kept = List.of();
    private boolean failed;

    /** What was kept at one time. */
    private record Half(long number, List<Told> told) {}

    /**
     * @param directory of the file; it is made if it is not there
     * @param instance tells it from other instances that have the same directory; empty if there are none
     */
    public OperationalFile(Path directory, String instance) {
        this.file = directory.resolve("outrider-operational"
                + (instance.isEmpty() ? "" : '-' + URLEncoder.encode(instance, StandardCharsets.UTF_8)) + ".bin");
    }

    @Override
    public List<Told> read() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel = open();
            Half last = last(channel);
            if (last != null) {
                number = last.number();
                kept = last.told();
            } else if (!isNew(channel)) {
                setAside();
            }
            make(channel);
        } catch (IOException e) {
            close();
            LOG.warn(
                    "{} cannot be used, and the next process does not know which alerts about Outrider itself are open if this one is"
                            + " killed: {}",
                    file,
                    e.toString());
        }
        return kept;
    }

    private FileChannel open() throws IOException {
        FileChannel opened =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (opened.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            return opened;
        } catch (OverlappingFileLockException e) {
            opened.close();
            throw new IOException(
                    "expected it to be of this process alone, but another one has it;"
                            + " give each its own outrider.store.directory",
                    e);
        }
    }

    private static @Nullable Half last(FileChannel channel) throws IOException {
        Half first = half(channel, 0);
        Half second = half(channel, HALF);
        return first == null || second != null && second.number() > first.number() ? second : first;
    }

    /** {@code null} if it was never written, or not to its end. */
    private static @Nullable Half half(FileChannel channel, long from) throws IOException {
        ByteBuffer half = read(channel, from);
        if (half.remaining() < HEADER || half.getLong() != MAGIC) {
            return null;
        }
        long number = half.getLong();
        long length = half.getLong();
        long crc = half.getLong();
        if (length < 0 || length > half.remaining()) {
            return null;
        }
        byte[] text = new byte[(int) length];
        half.get(text);
        try {
            return crc(number, text) == crc ? new Half(number, ToldJson.read(text)) : null;
        } catch (IllegalArgumentException e) {
            LOG.debug("What was told of Outrider itself is of another version", e);
            return null;
        }
    }

    private static ByteBuffer read(FileChannel channel, long from) throws IOException {
        ByteBuffer half = ByteBuffer.allocate(HALF);
        while (half.hasRemaining() && channel.read(half, from + half.position()) >= 0) {
            // Until it is whole, or the file ends.
        }
        return half.flip();
    }

    /** Whether there is nothing in it but what {@link #make} writes. */
    private static boolean isNew(FileChannel channel) throws IOException {
        return channel.size() <= 2L * HALF
                && read(channel, 0).mismatch(ByteBuffer.allocate((int) Math.min(channel.size(), HALF))) < 0
                && read(channel, HALF).mismatch(ByteBuffer.allocate((int) Math.max(0, channel.size() - HALF))) < 0;
    }

    private void setAside() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        close();
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        channel = open();
        LOG.error(
                "{}: expected what this version of Outrider writes, but found something else, or half of it; it lies in {} now. Alerts about"
                        + " Outrider itself that were open are to be closed by hand.",
                file,
                aside);
    }

    /** Takes the room that is needed at most, while there is some. */
    private static void make(FileChannel channel) throws IOException {
        if (channel.size() < 2L * HALF) {
            write(channel, ByteBuffer.allocate((int) (2L * HALF - channel.size())), channel.size());
            channel.force(true);
        }
    }

    @Override
    public void keep(List<Told> told) {
        FileChannel to = channel;
        if (to == null || told.equals(kept)) {
            return;
        }
        try {
            long next = number + 1;
            byte[] text = fitting(told);
            ByteBuffer half = ByteBuffer.allocate(HEADER + text.length);
            half.putLong(MAGIC).putLong(next).putLong(text.length).putLong(crc(next, text));
            half.put(text).flip();
            write(to, half, next % 2 * HALF);
            to.force(false);
            number = next;
            kept = List.copyOf(told);
            failed = false;
        } catch (IOException e) {
            if (!failed) {
                LOG.warn(
                        "{} cannot be written, and is tried again: if this process is killed until then, the next one does not know which"
                                + " alerts about Outrider itself are open: {}",
                        file,
                        e.toString());
            }
            failed = true;
        }
    }

    /** All; or the last ones, a tenth fewer each time until there is room for them. */
    private byte[] fitting(List<Told> told) {
        List<Told> some = new ArrayList<>(told);
        byte[] text = ToldJson.bytes(some);
        while (text.length > HALF - HEADER) {
            some.subList(0, 1 + some.size() / 10).clear();
            text = ToldJson.bytes(some);
        }
        if (some.size() < told.size()) {
            LOG.warn(
                    "{}: of {} alerts about Outrider itself the last {} have room; the others are not closed if this process is killed",
                    file,
                    told.size(),
                    some.size());
        }
        return text;
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    private static long crc(long number, byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        crc.update(text);
        return crc.getValue();
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("{} could not be closed; all that was kept is in it", file, e);
            }
        }
    }
}
