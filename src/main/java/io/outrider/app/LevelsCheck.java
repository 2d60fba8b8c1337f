package io.outrider.app;

import io.outrider.health.Concern.Area;
import io.outrider.health.Level;
import io.outrider.health.Loss;
import io.outrider.health.Report.Measured;
import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether what is bounded has room, and nothing was lost for want of it lately. Each level is told with its numbers. */
@Wellness
@Singleton
final class LevelsCheck implements HealthCheck {

    private final HealthWatch watch;

    LevelsCheck(HealthWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("levels").up();
        watch.report().ifPresent(report -> {
            response.status(!report.isWrong(Area.LEVELS) && !report.isWrong(Area.LOSSES));
            response.withData("at", report.at().toString());
            report.levels().forEach(measured -> tell(measured, response));
            report.losses().forEach(loss -> tell(loss, response));
            Wrongs.tell(report, response, Area.LEVELS, Area.LOSSES);
        });
        return response.build();
    }

    private static void tell(Measured measured, HealthCheckResponseBuilder response) {
        Level level = measured.level();
        response.withData(level.name() + ".used", level.used());
        response.withData(level.name() + ".most", level.most());
        response.withData(level.name() + ".unit", level.unit());
        response.withData(level.name() + ".state", measured.state().caption());
    }

    private static void tell(Loss loss, HealthCheckResponseBuilder response) {
        response.withData(loss.name(), loss.total());
    }
}
