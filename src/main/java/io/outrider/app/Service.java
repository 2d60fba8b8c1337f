package io.outrider.app;

import io.quarkus.runtime.QuarkusApplication;
import org.apache.camel.quarkus.core.CamelRuntime;

/** The service: runs the routes until the process is told to stop. */
final class Service implements QuarkusApplication {

    private final CamelRuntime camel;

    Service(CamelRuntime camel) {
        this.camel = camel;
    }

    @Override
    public int run(String... args) {
        camel.start(new String[0]);
        return camel.waitForExit();
    }
}
