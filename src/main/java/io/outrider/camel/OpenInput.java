package io.outrider.camel;

import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.InputFormat;
import io.outrider.normalize.ReadAhead;
import io.outrider.normalize.RecordBatches;
import io.outrider.normalize.SourceUnit;
import io.outrider.normalize.UnitReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a file: in a file, out its batches of records ({@link ReadAhead}), also in the variable {@value
 * StopInputOnFailure#INPUT}. Reading begins behind the last batch of the same file that was committed, on a thread of its own.
 * How it is read, and what happens to it then, the variables {@value #FORMAT}, {@value #CHARSET} and {@value #FINISHED} say.
 */
public final class OpenInput implements Processor {

    /** Exchange variable: the name of an {@link InputFormat}; {@code auto} without it. */
    public static final String FORMAT = "format";

    /** Exchange variable: the character set of text without a byte order mark; UTF-8 without it. */
    public static final String CHARSET = "charset";

    /** Exchange variable: the name of a {@link Finish}; {@code move} without it. */
    public static final String FINISHED = "finished";

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    private final WindowGrouping grouping;
    private final OpenInputs openInputs;
    private final ReadFiles readFiles;
    private final int batchSize;
    private final int maxEventSize;

    public OpenInput(
            WindowGrouping grouping, OpenInputs openInputs, ReadFiles readFiles, int batchSize, int maxEventSize) {
        if (batchSize < 1 || maxEventSize < 1) {
            throw new IllegalArgumentException(
                    "expected outrider.input.batch-size and outrider.input.max-event-size of 1" + " or more, but found "
                            + batchSize + " and " + maxEventSize);
        }
        this.grouping = grouping;
        this.openInputs = openInputs;
        this.readFiles = readFiles;
        this.batchSize = batchSize;
        this.maxEventSize = maxEventSize;
    }

    @Override
    public void process(Exchange exchange) throws IOException, InvalidPayloadException {
        Path path = exchange.getMessage().getMandatoryBody(File.class).toPath();
        String identity = FileIdentity.of(path);
        if (exchange.getVariable(StopInputOnFailure.INPUT) == null) {
            Finish finish = Finish.of(exchange.getVariable(FINISHED, Finish.MOVE.toString(), String.class));
            finish.begin(readFiles);
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    close(done);
                    finish.end(path, identity, !done.isFailed(), readFiles);
                }
            });
        } else {
            // The store failed, and the same file is tried again.
            close(exchange);
        }
        SourceUnit unit = new SourceUnit(identity, path.toString());
        long position = grouping.position(unit.id());
        if (position > 0) {
            LOG.info("{} was read up to byte {}: it is read on from there", PlainText.line(path.toString()), position);
        }
        UnitReader reader = UnitReader.open(
                path,
                maxEventSize,
                InputFormat.of(exchange.getVariable(FORMAT, InputFormat.AUTO.toString(), String.class)),
                Charset.forName(exchange.getVariable(CHARSET, "UTF-8", String.class)));
        ExecutorServiceManager threads = exchange.getContext().getExecutorServiceManager();
        ReadAhead batches = new ReadAhead(
                new RecordBatches(unit, reader, batchSize, position),
                task -> threads.newThread("read", task).start());
        openInputs.add(batches);
        exchange.setVariable(StopInputOnFailure.INPUT, batches);
        exchange.getMessage().setBody(batches);
    }

    private void close(Exchange exchange) {
        ReadAhead input = exchange.getVariable(StopInputOnFailure.INPUT, ReadAhead.class);
        if (input != null) {
            openInputs.remove(input);
            IOHelper.close(input);
        }
    }
}
