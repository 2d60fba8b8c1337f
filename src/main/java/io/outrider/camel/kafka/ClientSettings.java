package io.outrider.camel.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * What the parameters of the route templates say about a client, as Kafka's own properties.
 *
 * <p>Parameters come among Kafka's properties, below {@value #PREFIX}; one that is empty is not given. Messages name parameters and
 * never quote their values: some are secrets.
 */
final class ClientSettings {

    /** Before the names of parameters. */
    static final String PREFIX = "outrider.";

    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

    /** Of what names of topics are made; a text of these and commas is a list of names, any other a pattern. */
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._\\-,\\s]*");

    private static final Map<String, String> LOGIN_MODULES = Map.of(
            "PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule",
            "SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule",
            "SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private final Map<String, String> parameters = new TreeMap<>();

    /** @param properties Kafka's, with the parameters among them; others are ignored */
    ClientSettings(Map<?, ?> properties) {
        properties.forEach((name, value) -> {
            if (name.toString().startsWith(PREFIX)
                    && value != null
                    && !value.toString().isEmpty()) {
                parameters.put(name.toString().substring(PREFIX.length()), value.toString());
            }
        });
    }

    /** Of the source or sink. */
    String name() {
        return parameters.getOrDefault("name", "");
    }

    /** Whether topics are chosen by a pattern that their whole name has to match. */
    boolean isPattern() {
        return !NAMES.matcher(parameters.getOrDefault("topics", "")).matches();
    }

    /** @throws IllegalArgumentException if it is no regular expression */
    Pattern topicPattern() {
        try {
            return Pattern.compile(parameters.getOrDefault("topics", ""));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "topics: expected names, or a regular expression, but found " + e.getMessage());
        }
    }

    /** @throws IllegalArgumentException if there is none */
    Set<String> topicNames() {
        Set<String> names = Set.of(Pattern.compile(",")
                .splitAsStream(parameters.getOrDefault("topics", ""))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toArray(String[]::new));
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "topics: expected names of topics, or a regular expression, but found none");
        }
        return names;
    }

    /**
     * Kafka's properties: those given, then those of the file {@code clientProperties}, then what parameters say.
     *
     * @throws IllegalArgumentException if parameters contradict each other, or the file cannot be read
     */
    Properties apply(Properties given) {
        Properties properties = new Properties();
        given.forEach((name, value) -> {
            if (!name.toString().startsWith(PREFIX)) {
                properties.put(name, value);
            }
        });
        properties.putAll(ofFile());
        security().forEach(properties::put);
        return properties;
    }

    /** As Kafka's tools take with {@code --command-config}. */
    private Properties ofFile() {
        Properties properties = new Properties();
        String file = parameters.get("clientProperties");
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException("clientProperties: expected a file of Kafka client properties, but "
                        + file + " cannot be read as one");
            }
        }
        return properties;
    }

    private Map<String, String> security() {
        Map<String, String> properties = new TreeMap<>();
        String protocol = parameters.getOrDefault("securityProtocol", "").toUpperCase(Locale.ROOT);
        if (!protocol.isEmpty()) {
            if (!PROTOCOLS.contains(protocol)) {
                throw new IllegalArgumentException("securityProtocol: expected one of "
                        + PROTOCOLS.stream().sorted().toList() + ", but found another text");
            }
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        }
        if (parameters.containsKey("username") || parameters.containsKey("jaasConfig")) {
            expect(protocol.startsWith("SASL_"), "username, jaasConfig", "SASL_SSL or SASL_PLAINTEXT");
            String mechanism = parameters.getOrDefault("saslMechanism", "PLAIN");
            properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(mechanism));
        }
        store(
                properties,
                protocol,
                "truststore",
                SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
                SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG);
        store(
                properties,
                protocol,
                "keystore",
                SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
                SslConfigs.SSL_KEYSTORE_TYPE_CONFIG);
        put(properties, "truststorePassword", SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG);
        put(properties, "keystorePassword", SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG);
        put(properties, "keyPassword", SslConfigs.SSL_KEY_PASSWORD_CONFIG);
        return properties;
    }

    private String jaas(String mechanism) {
        String whole = parameters.get("jaasConfig");
        if (whole != null) {
            return whole;
        }
        String module = LOGIN_MODULES.get(mechanism);
        if (module == null) {
            throw new IllegalArgumentException("saslMechanism: expected one of "
                    + LOGIN_MODULES.keySet().stream().sorted().toList()
                    + " with username and password, but found another: give jaasConfig for it");
        }
        return module + " required username=" + quoted(parameters.getOrDefault("username", "")) + " password="
                + quoted(parameters.getOrDefault("password", "")) + ";";
    }

    // As the parser of JAAS configurations in Kafka's client reads it (java.io.StreamTokenizer).
    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return '"' + escaped + '"';
    }

    private void store(
            Map<String, String> properties, String protocol, String parameter, String location, String type) {
        String file = parameters.get(parameter);
        if (file != null) {
            expect(protocol.endsWith("SSL"), parameter, "SSL or SASL_SSL");
            properties.put(location, file);
            properties.put(type, type(file));
        }
    }

    private static String type(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".pem") || name.endsWith(".crt") || name.endsWith(".key")) {
            return "PEM";
        }
        return name.endsWith(".p12") || name.endsWith(".pfx") ? "PKCS12" : "JKS";
    }

    private void put(Map<String, String> properties, String parameter, String name) {
        String value = parameters.get(parameter);
        if (value != null) {
            properties.put(name, value);
        }
    }

    // Without it the secret would not be used, and the connection be open without a word.
    private static void expect(boolean suits, String parameter, String protocols) {
        if (!suits) {
            throw new IllegalArgumentException(
                    parameter + ": expected securityProtocol to be " + protocols + " with it");
        }
    }
}
