package io.outrider.camel;

import io.outrider.alert.Alert;
import io.outrider.detect.WindowGrouping;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes that the alert in the variable {@value #ALERT} was sent, or set aside: no process sends it again. */
public final class AlertSent implements Processor {

    /** Exchange variable: the alert, whatever its route made of the body. */
    public static final String ALERT = "alert";

    private final WindowGrouping grouping;

    public AlertSent(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public void process(Exchange exchange) {
        grouping.sent(exchange.getVariable(ALERT, Alert.class));
    }
}
