package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.alert.OcsfFinding;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Sets the variables {@code activity}, {@code severity}, {@code uid} and {@code message} to what an alert's finding has there, for logs. */
public final class DescribeAlert implements Processor {

    private final OcsfFinding findings;

    public DescribeAlert(OcsfFinding findings) {
        this.findings = findings;
    }

    @Override
    public void process(Exchange exchange) {
        Alert alert = exchange.getMessage().getBody(Alert.class);
        exchange.setVariable("activity", alert.activity().caption());
        exchange.setVariable("severity", alert.detection().severity().caption());
        exchange.setVariable("uid", alert.id());
        exchange.setVariable("message", findings.message(alert));
    }
}
