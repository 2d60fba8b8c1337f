package io.outrider.camel;

import io.outrider.normalize.FollowedFiles;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;

/** Goes on behind a batch of a followed file once the steps that it wraps have taken it; else the batch is read again. */
public final class RememberFollowed implements Policy {

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    @Override
    public Processor wrap(Route route, Processor steps) {
        return exchange -> {
            steps.process(exchange);
            if (!exchange.isFailed()) {
                exchange.getVariable(FollowFiles.FOLLOWED, FollowedFiles.class).through();
            }
        };
    }
}
