package io.outrider.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What tells one state of a file from another.
 *
 * @param key the file system's own name of the file, which changes when another takes its place; {@code null} if it has none
 * @param digest of the file's bytes, or why they could not be read
 */
record FileStamp(long size, FileTime modified, @Nullable Object key, String digest) {

    // FAT keeps times to 2 seconds, some network file systems to 1 and with a clock of their own: in a file that was
    // written so shortly ago, another write may show in nothing but its bytes.
    private static final Duration YOUNG = Duration.ofSeconds(5);

    /**
     * The file as it is now. Its bytes are read only if it may have changed since the last stamp.
     *
     * @param seen as a walk of the folder read them; of a link they are those of the link itself
     * @param last {@code null} if there is none
     */
    static FileStamp of(Path file, BasicFileAttributes seen, @Nullable FileStamp last, Instant now) {
        try {
            BasicFileAttributes attributes =
                    seen.isSymbolicLink() ? Files.readAttributes(file, BasicFileAttributes.class) : seen;
            boolean settled = last != null
                    && last.size == attributes.size()
                    && last.modified.equals(attributes.lastModifiedTime())
                    && Objects.equals(last.key, attributes.fileKey())
                    && attributes.lastModifiedTime().toInstant().plus(YOUNG).isBefore(now);
            return new FileStamp(
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    attributes.fileKey(),
                    settled ? last.digest : digest(file));
        } catch (IOException e) {
            return new FileStamp(0, FileTime.fromMillis(0), null, e.toString());
        }
    }

    /** The digest of the file's bytes, or why they could not be read. */
    static String digestOf(Path file) {
        try {
            return digest(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 13];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
