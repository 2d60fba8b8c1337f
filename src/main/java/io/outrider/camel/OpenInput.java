package io.outrider.camel;

import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.Inputs;
import io.outrider.normalize.ReadAhead;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.RecordReader;
import io.outrider.normalize.SourceUnit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * Opens a file: in a file, out its batches of records ({@link ReadAhead}), also in the variable {@value
 * StopInputOnFailure#INPUT}. Reading begins behind the last batch of the same file that was committed, on a thread of its own.
 */
public final class OpenInput implements Processor {

    private final WindowGrouping grouping;
    private final OpenInputs openInputs;
    private final int batchSize;
    private final int maxEventSize;

    public OpenInput(WindowGrouping grouping, OpenInputs openInputs, int batchSize, int maxEventSize) {
        if (batchSize < 1 || maxEventSize < 1) {
            throw new IllegalArgumentException(
                    "expected outrider.input.batch-size and outrider.input.max-event-size of 1" + " or more, but found "
                            + batchSize + " and " + maxEventSize);
        }
        this.grouping = grouping;
        this.openInputs = openInputs;
        this.batchSize = batchSize;
        this.maxEventSize = maxEventSize;
    }

    @Override
    public void process(Exchange exchange) throws IOException, InvalidPayloadException {
        Path path = exchange.getMessage().getMandatoryBody(File.class).toPath();
        SourceUnit unit = unit(path);
        RecordReader reader = new RecordReader(Inputs.open(path), maxEventSize);
        ExecutorServiceManager threads = exchange.getContext().getExecutorServiceManager();
        ReadAhead batches = new ReadAhead(
                new RecordBatches(unit, reader, batchSize, grouping.position(unit.id())),
                task -> threads.newThread("read", task).start());
        openInputs.add(batches);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                openInputs.remove(batches);
                IOHelper.close(batches);
            }
        });
        exchange.setVariable(StopInputOnFailure.INPUT, batches);
        exchange.getMessage().setBody(batches);
    }

    // Not the name: a later file may have the same one. A file that is moved back after a failure keeps its inode and
    // times.
    private static SourceUnit unit(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        Object key = attributes.fileKey() == null ? path.toAbsolutePath() : attributes.fileKey();
        String id = "file " + key + ' ' + attributes.size() + ' ' + attributes.lastModifiedTime();
        return new SourceUnit(id, path.toString());
    }
}
