package io.outrider.app;

import io.outrider.detect.Detector;
import io.outrider.health.Report;
import io.outrider.store.StoreFault;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether events can be taken in: the service has started, its store can be written, and there is a detection that runs. */
@Readiness
@Singleton
final class IntakeCheck implements HealthCheck {

    private final HealthWatch watch;
    private final Detector detector;

    IntakeCheck(HealthWatch watch, Detector detector) {
        this.watch = watch;
        this.detector = detector;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<Report> report = watch.report();
        StoreFault fault = report.map(Report::store).orElse(null);
        int detections = detector.runs();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("intake")
                .status(report.isPresent() && fault == null && detections > 0)
                .withData("started", report.isPresent())
                .withData("store.writable", fault == null)
                .withData("detections", detections);
        if (fault != null) {
            response.withData("store.since", fault.since().toString()).withData("store.reason", fault.reason());
        }
        return response.build();
    }
}
