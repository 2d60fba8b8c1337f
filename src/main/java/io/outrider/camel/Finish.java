package io.outrider.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a file that was read: {@code outrider.source.<name>.finished}. */
public enum Finish {
    /** The file component moves it. */
    MOVE,
    /** It is deleted once all of it is through; what could not be read is moved to {@code .failed}. */
    DELETE,
    /** It stays as it is, and is remembered. */
    LEAVE;

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of the name */
    public static Finish of(String name) {
        return Arrays.stream(values())
                .filter(finish -> finish.toString().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(Finish::toString).collect(Collectors.joining(", "))
                        + ", but found '" + name + "'"));
    }

    /** @throws IOException if what has to be remembered cannot be */
    void begin(ReadFiles readFiles) throws IOException {
        if (this == LEAVE && !readFiles.hasRoom()) {
            throw new IOException("expected at most " + ReadFiles.MOST
                    + " files that were read and are left where they are, but there are more: move or delete them");
        }
    }

    /** @param whole whether the file was read to its end, and all of it is through */
    void end(Path path, String identity, boolean whole, ReadFiles readFiles) {
        if (this == LEAVE) {
            readFiles.add(identity);
        } else if (this == DELETE && whole) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                readFiles.add(identity);
                LOG.warn(
                        "{} was read, but cannot be deleted and is left where it is: {}",
                        PlainText.line(path.toString()),
                        PlainText.line(e.toString()));
            }
        }
    }
}
