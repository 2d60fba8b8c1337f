package io.outrider.camel;

import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.FollowedFiles;
import io.outrider.normalize.InputFormat;
import io.outrider.normalize.RecordBatch;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.AntPathMatcherFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks what was written to the files that a source follows: out the batches of records, read as they are asked for, also in the
 * variable {@value #FOLLOWED} what they come from.
 *
 * <p>What is followed, variables say that have the names of the route template's parameters. It is kept by the source's name, so
 * that positions survive edits of routes; other parameters begin anew, behind what of each file was committed.
 */
public final class FollowFiles implements Processor {

    /** Exchange variable: the {@link FollowedFiles}. */
    public static final String FOLLOWED = "followed";

    private static final Logger LOG = LoggerFactory.getLogger("outrider.sources");

    /** A source that is never behind must let its routes be stopped and its directories be looked at. */
    private static final int MOST_BATCHES_OF_A_LOOK = 1_000;

    private final WindowGrouping grouping;
    private final OpenInputs openInputs;
    private final Clock clock;
    private final int batchSize;
    private final int maxEventSize;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();

    private record Source(List<String> parameters, FollowedFiles files) {}

    public FollowFiles(WindowGrouping grouping, OpenInputs openInputs, Clock clock, int batchSize, int maxEventSize) {
        this.grouping = grouping;
        this.openInputs = openInputs;
        this.clock = clock;
        this.batchSize = batchSize;
        this.maxEventSize = maxEventSize;
    }

    @Override
    public void process(Exchange exchange) {
        FollowedFiles files = files(exchange);
        files.look();
        exchange.setVariable(FOLLOWED, files);
        exchange.getMessage().setBody(new Batches(files));
    }

    private FollowedFiles files(Exchange exchange) {
        String name = text(exchange, "name");
        List<String> parameters = List.of(
                text(exchange, "directory"),
                text(exchange, "include"),
                text(exchange, "exclude"),
                text(exchange, "recursive"),
                text(exchange, "format"),
                text(exchange, "from"),
                text(exchange, "maxFiles"));
        Source source = sources.get(name);
        if (source == null || !source.parameters().equals(parameters)) {
            if (source != null) {
                source.files().close();
            }
            source = new Source(
                    parameters,
                    new FollowedFiles(
                            settings(parameters),
                            grouping::position,
                            clock,
                            // With names of files, which outsiders choose.
                            line -> LOG.warn("{}: {}", name, PlainText.line(line))));
            sources.put(name, source);
        }
        return source.files();
    }

    private FollowedFiles.Settings settings(List<String> parameters) {
        AntPathMatcherFileFilter wanted = new AntPathMatcherFileFilter();
        wanted.setIncludes(parameters.get(1));
        wanted.setExcludes(parameters.get(2));
        return new FollowedFiles.Settings(
                Arrays.stream(parameters.get(0).split(","))
                        .map(String::strip)
                        .map(Path::of)
                        .toList(),
                wanted::acceptPathName,
                Boolean.parseBoolean(parameters.get(3)),
                InputFormat.of(parameters.get(4)),
                parameters.get(5).equals("end"),
                Integer.parseInt(parameters.get(6)),
                batchSize,
                maxEventSize);
    }

    private static String text(Exchange exchange, String variable) {
        String text = exchange.getVariable(variable, String.class);
        if (text == null) {
            throw new IllegalStateException(
                    "expected the variable " + variable + " to be set by the route, but it is not");
        }
        return text;
    }

    /** Made for a splitter: it may ask ahead, again and after the end. */
    private final class Batches implements Iterator<RecordBatch> {

        private final FollowedFiles files;
        private Optional<RecordBatch> ahead = Optional.empty();
        private int given;
        private boolean ended;

        Batches(FollowedFiles files) {
            this.files = files;
        }

        @Override
        public boolean hasNext() {
            if (ahead.isEmpty() && !ended) {
                ahead = given < MOST_BATCHES_OF_A_LOOK ? files.next() : Optional.empty();
                // What is written from here on is for the next look: who was told of the end must not be told
                // otherwise.
                ended = ahead.isEmpty();
            }
            ended |= openInputs.interrupted();
            return !ended;
        }

        @Override
        public RecordBatch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            RecordBatch batch = ahead.orElseThrow();
            ahead = Optional.empty();
            given++;
            return batch;
        }
    }
}
