package io.outrider.app;

import io.outrider.health.Concern.Area;
import io.outrider.health.Report;
import io.outrider.outbox.SinkCondition;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether all sinks take alerts: none has failed for {@code outrider.operational-alerts.sink-fails-for}. */
@Wellness
@Singleton
final class SinksCheck implements HealthCheck {

    private final HealthWatch watch;

    SinksCheck(HealthWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("sinks").up();
        watch.report().ifPresent(report -> tell(report, response));
        return response.build();
    }

    private static void tell(Report report, HealthCheckResponseBuilder response) {
        response.status(!report.isWrong(Area.SINKS));
        for (SinkCondition sink : report.sinks()) {
            Instant since = sink.failingSince();
            response.withData(sink.sink() + ".waiting", sink.waiting());
            if (since != null) {
                response.withData(sink.sink() + ".failing-since", since.toString());
                response.withData(sink.sink() + ".reason", sink.reason());
            }
        }
        Wrongs.tell(report, response, Area.SINKS);
    }
}
