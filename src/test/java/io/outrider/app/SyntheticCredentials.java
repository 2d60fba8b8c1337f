package io.outrider.app;

import io.outrider.store.PostgresServer;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Map;

/** A provider of credentials in applications that run inside a test. Of what it does not know it says too much. */
@ApplicationScoped
@Named("synthetic-credentials")
class SyntheticCredentials implements CredentialsProvider {

    static final String KEY = "b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    @Override
    public Map<String, String> getCredentials(String name) {
        return switch (name) {
            case "soc" -> Map.of(USER_PROPERTY_NAME, "edr", PASSWORD_PROPERTY_NAME, "whsec_" + KEY);
            case "store" ->
                Map.of(USER_PROPERTY_NAME, PostgresServer.USER, PASSWORD_PROPERTY_NAME, PostgresServer.PASSWORD);
            default -> throw new IllegalStateException("hunter2 is not the password of " + name);
        };
    }
}
