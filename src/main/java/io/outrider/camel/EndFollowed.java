package io.outrider.camel;

import io.outrider.normalize.FollowedFiles;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes the exchange the list of batches that say that followed files have ended; empty if none has. */
public final class EndFollowed implements Processor {

    private final OpenInputs openInputs;

    public EndFollowed(OpenInputs openInputs) {
        this.openInputs = openInputs;
    }

    @Override
    public void process(Exchange exchange) {
        FollowedFiles files = exchange.getVariable(FollowFiles.FOLLOWED, FollowedFiles.class);
        exchange.getMessage().setBody(openInputs.interrupted() ? List.of() : files.ended());
    }
}
