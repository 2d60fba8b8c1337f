package io.outrider.camel.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.deliver.Answer;
import io.outrider.deliver.Delivery;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.Finding;
import io.outrider.deliver.HttpCall;
import io.outrider.deliver.HttpOptions;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.Target;
import io.outrider.deliver.Targets;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Delivers findings to a system over HTTP: in a finding as a map, or a list of them for systems that take several at a time, which stay
 * as they are, out nothing. It ends normally once the system has them, throws {@link RefusedDeliveryException} if it never will, and
 * {@link FailedDeliveryException} if they are to be tried again.
 *
 * <p>The variables {@code sink.*} say which: {@code sink.type}, {@code sink.name}, and the properties of a sink of that type. Of headers
 * it reads none and sends its own.
 */
public final class HttpSink implements Processor {

    private static final String VARIABLE = "sink.";

    private final Targets targets;
    private final OutboundClient client;
    private final ObjectMapper json;
    private final Clock clock;
    private final Delivery.Patience patience;
    // One for each sink: routes set the same variables for all of their findings.
    private final Map<SinkSettings, Target> made = new ConcurrentHashMap<>();

    /** @param giveUpAfter how long one finding is tried */
    public HttpSink(Targets targets, OutboundClient client, ObjectMapper json, Clock clock, Duration giveUpAfter) {
        this.targets = targets;
        this.client = client;
        this.json = json;
        this.clock = clock;
        this.patience = new Delivery.Patience(clock.instant(), giveUpAfter);
    }

    @Override
    public void process(Exchange exchange) throws RefusedDeliveryException, FailedDeliveryException {
        SinkSettings sink = settings(exchange);
        Target target;
        List<Finding> findings;
        try {
            target = made.computeIfAbsent(sink, targets::of);
            findings = findings(exchange.getMessage().getBody());
        } catch (IllegalArgumentException e) {
            throw new RefusedDeliveryException(sink + ": " + e.getMessage());
        }
        target.deliver(findings, new Delivery(sink, call -> make(call, sink), json, clock, patience));
    }

    /** The properties of a sink, from the variables {@code sink.*}. */
    public static SinkSettings settings(Exchange exchange) {
        Map<String, String> properties = new HashMap<>();
        exchange.getVariables().forEach((variable, value) -> {
            if (variable.startsWith(VARIABLE)) {
                properties.put(variable.substring(VARIABLE.length()), String.valueOf(value));
            }
        });
        return new SinkSettings(properties.getOrDefault("type", ""), properties.getOrDefault("name", ""), properties);
    }

    private static List<Finding> findings(@Nullable Object body) {
        List<Finding> findings = new ArrayList<>();
        for (Object document : body instanceof List<?> several ? several : Collections.singletonList(body)) {
            findings.add(finding(document));
        }
        return findings;
    }

    private static Finding finding(@Nullable Object document) {
        Map<String, Object> finding = new LinkedHashMap<>();
        if (document instanceof Map<?, ?> map) {
            map.forEach((name, value) -> finding.put(String.valueOf(name), value));
        }
        return new Finding(finding);
    }

    private Answer make(HttpCall call, SinkSettings sink) throws RefusedDeliveryException, FailedDeliveryException {
        try {
            return client.make(call, sink.timeout(), HttpOptions.of(sink));
        } catch (IllegalArgumentException e) {
            throw new RefusedDeliveryException(sink.where() + ": " + e.getMessage());
        } catch (ForbiddenAddressException e) {
            throw new RefusedDeliveryException(sink.where() + ": " + e.getMessage());
        } catch (IOException e) {
            // Without its cause: what a client's messages hold is its own affair.
            throw new FailedDeliveryException(
                    sink.where() + " could not be reached: " + sink.withoutSecrets(String.valueOf(e.getMessage())));
        }
    }
}
