package io.outrider.camel.syslog;

import io.outrider.deliver.CefMessage;
import io.outrider.deliver.Finding;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.SinkSettings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes a finding a message of syslog in CEF: in a finding as a map, out its bytes with what frames them. The variables {@code sink.*}
 * say how.
 */
public final class RenderCef implements Processor {

    private static final String VARIABLE = "sink.";

    // One for each sink: routes set the same variables for all of their findings.
    private final Map<SinkSettings, CefMessage> made = new ConcurrentHashMap<>();

    /** @throws RefusedDeliveryException if the body is no finding, or a property is wrong */
    @Override
    public void process(Exchange exchange) throws RefusedDeliveryException {
        Map<String, String> properties = new HashMap<>();
        exchange.getVariables().forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE)) {
                properties.put(variable.substring(VARIABLE.length()), String.valueOf(value));
            }
        });
        SinkSettings sink =
                new SinkSettings(properties.getOrDefault("type", ""), properties.getOrDefault("name", ""), properties);
        Map<String, Object> finding = new LinkedHashMap<>();
        if (exchange.getMessage().getBody() instanceof Map<?, ?> body) {
            body.forEach((name, value) -> finding.put(String.valueOf(name), value));
        }
        try {
            CefMessage messages = made.computeIfAbsent(sink, CefMessage::new);
            exchange.getMessage().setBody(messages.framed(new Finding(finding)));
        } catch (IllegalArgumentException e) {
            throw new RefusedDeliveryException(sink + ": " + e.getMessage());
        }
    }
}
