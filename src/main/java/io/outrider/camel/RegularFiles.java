package io.outrider.camel;

import java.io.File;
import java.nio.file.Files;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Lets a file source see directories and regular files only: a pipe or a dangling link would hold up all others. */
public final class RegularFiles implements GenericFileFilter<File> {

    @Override
    public boolean accept(GenericFile<File> file) {
        return file.isDirectory() || Files.isRegularFile(file.getFile().toPath());
    }
}
