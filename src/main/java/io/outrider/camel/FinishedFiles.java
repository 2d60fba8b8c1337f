package io.outrider.camel;

import java.io.File;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;

/**
 * Names the files of a source: finished ones so that one never takes the place of an earlier one of the same name.
 *
 * <p>It asks the file component's own property of the exchange: behind a source no header says a name.
 */
public final class FinishedFiles {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Clock clock;

    public FinishedFiles(Clock clock) {
        this.clock = clock;
    }

    /**
     * The file's path below its source's directory, or with the moment behind it if a finished file has that path already: what
     * stands behind {@code .done/} and {@code .failed/}.
     */
    public String name(Exchange exchange) {
        GenericFile<?> file = exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class);
        String name = file.getRelativeFilePath();
        File directory = new File(file.getEndpointPath());
        boolean taken =
                new File(directory, ".done/" + name).exists() || new File(directory, ".failed/" + name).exists();
        return taken ? name + '.' + STAMP.format(clock.instant()) : name;
    }

    /** The file's path below its source's directory, for a line of the log; whoever put it there chose it. */
    public String shown(Exchange exchange) {
        GenericFile<?> file = exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class);
        // A source of one's own may be of another kind.
        return file == null ? "An input" : PlainText.line(file.getRelativeFilePath());
    }
}
