package io.outrider.camel;

import io.outrider.alert.Alert;
import java.util.List;

/** The alerts that an earlier process said and perhaps did not send. */
public final class UnsentAlerts {

    private List<Alert> alerts = List.of();

    /** To be called before the routes start. */
    public synchronized void set(List<Alert> left) {
        alerts = List.copyOf(left);
    }

    /** All of them, once. */
    public synchronized List<Alert> take() {
        List<Alert> taken = alerts;
        alerts = List.of();
        return taken;
    }
}
