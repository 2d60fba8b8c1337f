package io.outrider.detect;

import io.outrider.alert.Alert;
import io.outrider.cim.Value;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What an alert last said, without what may differ from run to run: its revision. Alerts that were closed say nothing. */
record Last(String id, Map<String, Value> row, long count, Instant first, Instant last) {

    static Set<Last> of(Collection<Alert> alerts) {
        Map<String, Alert> last = new HashMap<>();
        alerts.forEach(alert -> last.merge(alert.id(), alert, (a, b) -> a.revision() > b.revision() ? a : b));
        return last.values().stream()
                .filter(alert -> alert.activity() != Alert.Activity.CLOSE)
                .map(alert -> new Last(alert.id(), alert.row(), alert.count(), alert.firstTime(), alert.lastTime()))
                .collect(Collectors.toSet());
    }
}
