package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.alert.OcsfFinding;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Renders an alert: in {@link Alert}, out an OCSF Detection Finding as a map. The variables {@code activity}, {@code
 * severity}, {@code uid} and {@code message} hold the finding's own, for logs, file names and conditions.
 */
public final class RenderFinding implements Processor {

    private final OcsfFinding finding;
    private final Clock clock;

    public RenderFinding(OcsfFinding finding, Clock clock) {
        this.finding = finding;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Alert alert = exchange.getMessage().getBody(Alert.class);
        Map<String, Object> rendered = finding.of(alert, clock.instant());
        exchange.setVariable("activity", rendered.get("activity_name"));
        exchange.setVariable("severity", rendered.get("severity"));
        exchange.setVariable("uid", alert.id());
        exchange.setVariable("message", rendered.get("message"));
        exchange.getMessage().setBody(rendered);
    }
}
