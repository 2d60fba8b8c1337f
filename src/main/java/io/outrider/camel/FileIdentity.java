package io.outrider.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells a file with its content from every other: by inode, size and time, not by its name, which a later file may have too. */
final class FileIdentity {

    private FileIdentity() {}

    /** A file that is moved keeps it; one that is written to does not. */
    static String of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Object key = attributes.fileKey() == null ? path.toAbsolutePath() : attributes.fileKey();
        return "file " + key + ' ' + attributes.size() + ' ' + attributes.lastModifiedTime();
    }
}
