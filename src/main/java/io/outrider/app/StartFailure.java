package io.outrider.app;

import java.net.BindException;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Why Outrider could not start, in one line for people, with the property that is to be changed. */
final class StartFailure {

    private StartFailure() {}

    static String of(Throwable failure) {
        String reason = Reason.of(failure);
        // Of all that listens only the page of the health is opened before the routes; those are tried again.
        return isOfAnAddress(failure) ? ofHealth(ConfigProvider.getConfig(), reason) : reason;
    }

    private static boolean isOfAnAddress(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause instanceof BindException || cause instanceof UnknownHostException;
    }

    static String ofHealth(Config config, String reason) {
        return "outrider.health.host, outrider.health.port: expected an address of this machine and a port that is free, but "
                + text(config, "outrider.health.host") + ":" + text(config, "outrider.health.port")
                + " cannot be had: " + reason
                + "; name another port, 0 for any, or set outrider.health.enabled = false";
    }

    private static String text(Config config, String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }
}
