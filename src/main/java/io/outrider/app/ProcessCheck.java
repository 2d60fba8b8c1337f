package io.outrider.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Whether the process works: it does if it answers. What else may be wrong (the store, a sink) is mended by no restart; out of memory, it
 * ends by itself.
 */
@Liveness
@Singleton
final class ProcessCheck implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.up("process");
    }
}
