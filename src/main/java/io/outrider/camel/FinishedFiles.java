package io.outrider.camel;

import java.io.File;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.camel.Exchange;

/** Names finished files so that one never takes the place of an earlier one of the same name. */
public final class FinishedFiles {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final Clock clock;

    public FinishedFiles(Clock clock) {
        this.clock = clock;
    }

    /** The file's own name, or with the moment behind it if a finished file has that name already. */
    public String name(Exchange exchange) {
        File file = exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, org.apache.camel.component.file.GenericFile.class)
                                .getBody()
                        instanceof File body
                ? body
                : new File(exchange.getMessage().getHeader(Exchange.FILE_PATH, String.class));
        String name = file.getName();
        File directory = file.getAbsoluteFile().getParentFile();
        boolean taken =
                new File(directory, ".done/" + name).exists() || new File(directory, ".failed/" + name).exists();
        return taken ? name + '.' + STAMP.format(clock.instant()) : name;
    }
}
