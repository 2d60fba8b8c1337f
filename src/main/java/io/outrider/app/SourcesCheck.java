package io.outrider.app;

import io.outrider.health.Concern.Area;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether all sources run: a route that could not be started is tried again, and named here. */
@Wellness
@Singleton
final class SourcesCheck implements HealthCheck {

    private final HealthWatch watch;

    SourcesCheck(HealthWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("sources").up();
        watch.report().ifPresent(report -> {
            response.status(!report.isWrong(Area.SOURCES));
            report.sources().forEach(response::withData);
        });
        return response.build();
    }
}
