package io.outrider.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Writes a finding, or a list of them, as lines of JSON: in maps, out a text. */
public final class FindingLines implements Processor {

    private final ObjectMapper json;

    public FindingLines(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Object body = exchange.getMessage().getBody();
        StringBuilder lines = new StringBuilder();
        for (Object finding : body instanceof List<?> several ? several : List.of(body)) {
            lines.append(json.writeValueAsString(finding)).append('\n');
        }
        exchange.getMessage().setBody(lines.toString());
    }
}
