package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.LoggedLines;
import io.outrider.camel.ShippedRoutes;
import io.quarkus.credentials.CredentialsProvider;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets that a provider of Quarkus' credentials gives; it is made up here, and so are they. */
class CredentialsTest {

    private final List<String> asked = new ArrayList<>();

    private final CredentialsProvider vault = name -> {
        asked.add(name);
        return Map.of("user", "outrider", "password", "hunter2$1\\", "apiKey", "hunter2-key");
    };

    private static Credentials credentials(Map<String, CredentialsProvider> beans) {
        Map<String, Supplier<CredentialsProvider>> providers = new HashMap<>();
        beans.forEach((name, bean) -> providers.put(name, () -> bean));
        return new Credentials(providers);
    }

    private Map<String, String> of(String property, String value) {
        return credentials(Map.of("vault", vault)).in(Map.of(property, value));
    }

    @Test
    void secretIsWhatTheProviderGivesForTheNameUnderTheKey() {
        assertThat(of("secret", "{{credentials:soc/password}}")).containsExactly(Map.entry("secret", "hunter2$1\\"));
        assertThat(asked).containsExactly("soc");
    }

    @Test
    void secretMayBePartOfAValueAndItsNameAPath() {
        assertThat(
                        of(
                                "jaasConfig",
                                "a username=\"{{credentials:kafka/edr/user}}\" password=\"{{credentials:kafka/edr/password}}\";"))
                .containsEntry("jaasConfig", "a username=\"outrider\" password=\"hunter2$1\\\";");
    }

    @Test
    void valuesWithoutSecretsAreLeftAsTheyAre() {
        Map<String, String> properties = Map.of(
                "url", "https://soc.example.com/{{env:PATH}}", "when", "${body.severity_id} >= 4", "token", "$1");

        assertThat(credentials(Map.of()).in(properties)).isEqualTo(properties);
    }

    @Test
    void userAndPasswordOfASinkAreOfOneAnswer() {
        CredentialsProvider leases = name -> {
            asked.add(name);
            return Map.of("user", "user-" + asked.size(), "password", "hunter2-" + asked.size());
        };

        assertThat(credentials(Map.of("leases", leases))
                        .in(Map.of("username", "{{credentials:a/user}}", "password", "{{credentials:a/password}}")))
                .containsEntry("username", "user-1")
                .containsEntry("password", "hunter2-1");
    }

    @Test
    void oneOfSeveralProvidersIsNamedByItsBean() {
        Credentials two = credentials(Map.of("vault", vault, "other", name -> Map.of("password", "other-" + name)));

        assertThat(two.in(Map.of("token", "{{credentials:other:soc/password}}")))
                .containsEntry("token", "other-soc");
        assertThatThrownBy(() -> two.in(Map.of("token", "{{credentials:soc/password}}")))
                .hasMessage(
                        "token: {{credentials:soc/password}}: expected BEAN:NAME/KEY, BEAN one of other, vault, as there are"
                                + " several providers, but found no BEAN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soc               | expected NAME/KEY or BEAN:NAME/KEY, but found something else
            /password         | expected NAME/KEY or BEAN:NAME/KEY, but found something else
            soc/              | expected NAME/KEY or BEAN:NAME/KEY, but found something else
            kv:soc/password   | expected a bean called vault, but found kv
            soc/secret        | expected one of apiKey, password, user, which the provider vault gives, but found secret
            """)
    void referenceThatLeadsNowhereIsToldWithoutAnyValue(String reference, String message) {
        assertThatThrownBy(() -> of("secret", "{{credentials:" + reference + "}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret: {{credentials:" + reference + "}}: " + message);
    }

    @Test
    void applicationWithoutAProviderIsToldWhatToAdd() {
        assertThatThrownBy(() -> credentials(Map.of()).in(Map.of("secret", "{{credentials:soc/password}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret: {{credentials:soc/password}}: expected a CDI bean that implements"
                        + " io.quarkus.credentials.CredentialsProvider, but found none; add an extension that has one to pom.xml, such"
                        + " as io.quarkiverse.vault:quarkus-vault, and build Outrider anew");
    }

    @Test
    void providerThatFailsIsNamedWithItsExceptionsAndWithoutTheirWords() {
        CredentialsProvider failing = name -> {
            throw new IllegalStateException("hunter2", new ConnectException("hunter2"));
        };

        assertThatThrownBy(() ->
                        credentials(Map.of("vault", failing)).in(Map.of("secret", "{{credentials:soc/password}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .hasMessage(
                        "secret: {{credentials:soc/password}}: expected credentials of the provider vault, but found"
                                + " IllegalStateException, ConnectException; what they say is left out, as it may hold secrets");
    }

    @Test
    void providerThatGivesNothingIsTold() {
        Map<String, CredentialsProvider> nothing = new HashMap<>();
        nothing.put("vault", name -> name.equals("null") ? null : Map.of("password", " "));

        assertThatThrownBy(() -> credentials(nothing).in(Map.of("secret", "{{credentials:null/password}}")))
                .hasMessageEndingWith("expected credentials of the provider vault, but found none");
        assertThatThrownBy(() -> credentials(nothing).in(Map.of("secret", "{{credentials:soc/password}}")))
                .hasMessageEndingWith("expected a secret of the provider vault under password, but found nothing");
    }

    @Test
    void credentialsThatExpireAreWarnedOf() {
        try (LoggedLines log = new LoggedLines("outrider.configuration")) {
            CredentialsProvider lease = name -> Map.of("password", "hunter2", "expires-at", "2025-01-01T00:00:00Z");
            credentials(Map.of("vault", lease)).in(Map.of("token", "{{credentials:soc/password}}"));

            assertThat(log.lines())
                    .containsExactly(
                            "WARN {{credentials:soc/password}}: what the provider vault gives expires; it is asked again"
                                    + " at the next start only");
        }
    }

    @Test
    void routeOfOnesOwnMayHoldItAsAnyPlaceholder() {
        CamelContext context = ShippedRoutes.context(Map.of());
        context.getPropertiesComponent().addPropertiesFunction(credentials(Map.of("vault", vault)));

        assertThat(context.resolvePropertyPlaceholders("Bearer {{credentials:soc/apiKey}}"))
                .isEqualTo("Bearer hunter2-key");
    }
}
