package io.outrider.camel;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes lines of a batch's events that matched: in a list of {@link MatchedDocument}, out bytes, one JSON object a line. */
public final class MatchedLines implements Processor {

    @Override
    public void process(Exchange exchange) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Object document : exchange.getMessage().getBody(List.class)) {
            lines.writeBytes(((MatchedDocument) document).json());
            lines.write('\n');
        }
        exchange.getMessage().setBody(lines.toByteArray());
    }
}
