package io.outrider.camel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets a file source see directories, and regular files that were not read yet: a pipe or a dangling link would hold up all others.
 */
public final class RegularFiles implements GenericFileFilter<File> {

    private final ReadFiles readFiles;

    public RegularFiles(ReadFiles readFiles) {
        this.readFiles = readFiles;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        Path path = file.getFile().toPath();
        return file.isDirectory() || Files.isRegularFile(path) && !isRead(path);
    }

    private boolean isRead(Path path) {
        try {
            return !readFiles.isEmpty() && readFiles.contains(FileIdentity.of(path));
        } catch (IOException e) {
            // It is gone, which whoever opens it finds too.
            return false;
        }
    }
}
