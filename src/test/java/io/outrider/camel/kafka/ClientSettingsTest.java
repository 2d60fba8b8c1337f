package io.outrider.camel.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

    @TempDir
    Path directory;

    private static ClientSettings settings(String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put("outrider." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ClientSettings(properties);
    }

    private static Properties applied(String... namesAndValues) {
        return settings(namesAndValues).apply(new Properties());
    }

    @Test
    void topicsOfNothingButTheCharactersOfNamesAreNames() {
        assertThat(settings("topics", "edr.events_1, net-flow").topicNames())
                .containsExactlyInAnyOrder("edr.events_1", "net-flow");
        assertThat(settings("topics", "edr.events").isPattern()).isFalse();
    }

    @Test
    void anyOtherTextOfTopicsIsARegularExpression() {
        ClientSettings settings = settings("topics", "edr-(a|b){1,2}");

        assertThat(settings.isPattern()).isTrue();
        assertThat(settings.topicPattern().matcher("edr-ab").matches()).isTrue();
    }

    @Test
    void topicsThatAreNeitherAreRefused() {
        assertThatThrownBy(() -> settings("topics", "edr-(").topicPattern())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topics: expected names, or a regular expression");
        assertThatThrownBy(() -> settings("topics", " , ").topicNames())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found none");
    }

    @Test
    void parametersThatAreEmptyAreNotGiven() {
        assertThat(applied("username", "", "truststore", "", "securityProtocol", ""))
                .isEmpty();
    }

    @Test
    void parametersAreNotAmongKafkasProperties() {
        Properties given = new Properties();
        given.put("client.id", "outrider-edr");
        given.put("outrider.name", "edr");

        assertThat(new ClientSettings(given).apply(given)).isEqualTo(Map.of("client.id", "outrider-edr"));
    }

    @Test
    void userNameAndPasswordBecomeALoginOfTheMechanism() {
        assertThat(applied("securityProtocol", "sasl_ssl", "username", "soc", "password", "p"))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"soc\" password=\"p\";");
        assertThat(applied("securityProtocol", "SASL_PLAINTEXT", "saslMechanism", "SCRAM-SHA-512", "username", "soc")
                        .getProperty("sasl.jaas.config"))
                .contains("ScramLoginModule");
    }

    @Property
    void anyPasswordIsReadByKafkaAsItWasGiven(@ForAll String password) {
        String config = applied("securityProtocol", "SASL_SSL", "username", "u", "password", "p" + password)
                .getProperty("sasl.jaas.config");

        assertThat(JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(config)))
                        .configurationEntries()
                        .get(0)
                        .getOptions()
                        .get("password"))
                .isEqualTo("p" + password);
    }

    @Test
    void credentialsThatWouldNotBeUsedAreRefusedWithoutBeingQuoted() {
        assertThatThrownBy(() -> applied("username", "soc", "password", "hidden"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("username, jaasConfig: expected securityProtocol to be SASL_SSL or SASL_PLAINTEXT with it")
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> applied("securityProtocol", "PLAINTEXT", "truststore", "ca.pem"))
                .hasMessageContaining("SSL or SASL_SSL");
        assertThatThrownBy(() -> applied("securityProtocol", "TLS"))
                .hasMessageContaining("securityProtocol: expected one of");
        assertThatThrownBy(() -> applied("securityProtocol", "SASL_SSL", "saslMechanism", "GSSAPI", "username", "soc"))
                .hasMessageContaining("give jaasConfig");
    }

    @Test
    void storesAreOfTheKindThatTheirNamesSay() {
        assertThat(applied(
                        "securityProtocol",
                        "SSL",
                        "truststore",
                        "ca.PEM",
                        "keystore",
                        "own.p12",
                        "keystorePassword",
                        "k"))
                .containsEntry("ssl.truststore.location", "ca.PEM")
                .containsEntry("ssl.truststore.type", "PEM")
                .doesNotContainKey("ssl.truststore.password")
                .containsEntry("ssl.keystore.type", "PKCS12")
                .containsEntry("ssl.keystore.password", "k");
        assertThat(applied("securityProtocol", "SSL", "truststore", "ca.jks"))
                .containsEntry("ssl.truststore.type", "JKS");
    }

    @Test
    void fileOfClientPropertiesComesBeforeParametersAndAfterWhatCamelSays() throws Exception {
        Path file = Files.writeString(
                directory.resolve("client.properties"), "client.rack=a\nsecurity.protocol=PLAINTEXT\nclient.id=file\n");
        Properties given = new Properties();
        given.put("client.id", "camel");
        given.put("outrider.clientProperties", file.toString());
        given.put("outrider.securityProtocol", "SSL");

        assertThat(new ClientSettings(given).apply(given))
                .containsEntry("client.rack", "a")
                .containsEntry("client.id", "file")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void fileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> applied("clientProperties", "nowhere.properties"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nowhere.properties cannot be read");
    }
}
