package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.alert.OcsfFinding;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Renders an alert: in {@link Alert}, out an OCSF Detection Finding as a map. */
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
        exchange.getMessage().setBody(finding.of(alert, clock.instant()));
    }
}
