package io.outrider.app;

import io.outrider.alert.Alert;
import io.outrider.health.OperationalOutlet;
import io.outrider.health.Told;
import io.outrider.outbox.DeliveryPolicy;
import io.outrider.outbox.Sender;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The sinks that are told of Outrider itself: {@code outrider.operational-alerts.sinks}. */
@Singleton
final class OperationalSinks {

    private static final String PROPERTY = "outrider.operational-alerts.sinks";
    private static final List<String> ALL = List.of("all");
    private static final List<String> NONE = List.of("none");

    private final OperationalOutlet outlet;
    private final List<String> chosen;

    OperationalSinks(Clock clock, OutriderConfig config) {
        this.outlet = new OperationalOutlet(clock);
        List<String> given = config.operationalAlerts().sinks();
        List<String> sinks = config.sinks().orElse(List.of());
        // A run over files tells at its end how it went.
        if (given.equals(NONE) || config.grouping().bounded()) {
            this.chosen = List.of();
        } else if (given.equals(ALL)) {
            this.chosen = sinks;
        } else {
            given.stream().filter(name -> !sinks.contains(name)).findFirst().ifPresent(unknown -> {
                throw new IllegalArgumentException(
                        PROPERTY + ": expected all, none, or names of outrider.sinks, but found '" + unknown + "'");
            });
            this.chosen = given;
        }
    }

    /** Whether nobody is told. */
    boolean isEmpty() {
        return chosen.isEmpty();
    }

    /** Has a sink told, if it is chosen. */
    void add(String sink, DeliveryPolicy policy, Sender sender) {
        if (chosen.contains(sink)) {
            outlet.add(sink, policy, sender);
        }
    }

    void goOn(List<Told> before) {
        outlet.goOn(before);
    }

    Map<String, Map<String, Integer>> lacks() {
        return outlet.lacks();
    }

    void say(List<Alert> alerts) {
        outlet.say(alerts);
    }

    void close() {
        outlet.close();
    }
}
