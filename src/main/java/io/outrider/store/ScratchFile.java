package io.outrider.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that lives no longer than its process. Beside it lies one that the process has locked: a file whose lock is free was
 * left behind by a process that was killed, and is deleted when another is made in its directory.
 */
final class ScratchFile implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path path;
    private final FileChannel lock;

    private ScratchFile(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes the name of a new file, which is not there yet. The directory is made if it is not there. */
    static ScratchFile in(Path directory, String prefix, String suffix) throws IOException {
        Files.createDirectories(directory);
        deleteAbandoned(directory, prefix, suffix);
        Path path = directory.resolve(prefix + UUID.randomUUID() + suffix);
        FileChannel lock = FileChannel.open(beside(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IOException("expected to lock " + beside(path) + ", but another process has");
        }
        return new ScratchFile(path, lock);
    }

    private static Path beside(Path path) {
        return path.resolveSibling(path.getFileName() + LOCK);
    }

    private static void deleteAbandoned(Path directory, String prefix, String suffix) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(directory, prefix + "*" + suffix + LOCK)) {
            for (Path lock : locks) {
                if (isFree(lock)) {
                    String name = lock.getFileName().toString();
                    Files.deleteIfExists(lock.resolveSibling(name.substring(0, name.length() - LOCK.length())));
                    Files.deleteIfExists(lock);
                }
            }
        }
    }

    private static boolean isFree(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // It is this process that has it.
            return false;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(beside(path));
        lock.close();
    }
}
