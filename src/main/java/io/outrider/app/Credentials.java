package io.outrider.app;

import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.apache.camel.spi.PropertiesFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Secrets from Quarkus' credentials: <code>{{credentials:NAME/KEY}}</code> is what a {@link CredentialsProvider} gives for NAME under KEY,
 * and <code>{{credentials:BEAN:NAME/KEY}}</code> what that of several gives which CDI calls BEAN. It is a property function of Camel, so
 * route files may hold it as properties of sinks and sources do. No message has a value, or words of a provider.
 */
@Singleton
final class Credentials implements PropertiesFunction {

    private static final Logger LOG = Logger.getLogger("outrider.configuration");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{credentials:([^{}]*)}}");
    // A name may be a path: vault-credentials-provider:kafka/edr/password.
    private static final Pattern REFERENCE = Pattern.compile("(?:([^:/]+):)?([^:]+)/([^:/]+)");

    private final Map<String, Supplier<CredentialsProvider>> providers;

    @Inject
    Credentials(@Any Instance<CredentialsProvider> beans) {
        this(byName(beans));
    }

    /** @param providers by the names of their beans */
    Credentials(Map<String, Supplier<CredentialsProvider>> providers) {
        this.providers = new TreeMap<>(providers);
    }

    private static Map<String, Supplier<CredentialsProvider>> byName(Instance<CredentialsProvider> beans) {
        Map<String, Supplier<CredentialsProvider>> byName = new HashMap<>();
        for (Instance.Handle<CredentialsProvider> bean : beans.handles()) {
            String name = bean.getBean().getName();
            byName.put(name == null ? bean.getBean().getBeanClass().getName() : name, bean::get);
        }
        return byName;
    }

    void beforeConfigure(@Observes BeforeConfigure event) {
        event.getCamelContext().getPropertiesComponent().addPropertiesFunction(this);
    }

    /**
     * The properties of one sink or source with its secrets. A provider is asked once for each NAME: of credentials that it makes anew each
     * time, user and password then belong together.
     *
     * @throws IllegalArgumentException if one cannot be had; the message begins with the property's name
     */
    Map<String, String> in(Map<String, String> properties) {
        Map<String, Map<String, String>> answers = new HashMap<>();
        Map<String, String> complete = new TreeMap<>();
        properties.forEach((property, value) -> {
            try {
                complete.put(
                        property,
                        PLACEHOLDER
                                .matcher(value)
                                .replaceAll(found -> Matcher.quoteReplacement(secret(found.group(1), answers))));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(property + ": " + e.getMessage());
            }
        });
        return complete;
    }

    @Override
    public String getName() {
        return "credentials";
    }

    /** @throws IllegalArgumentException if it cannot be had */
    @Override
    public String apply(String reference) {
        return secret(reference, new HashMap<>());
    }

    private String secret(String reference, Map<String, Map<String, String>> answers) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            throw refused(reference, "NAME/KEY or BEAN:NAME/KEY", "something else");
        }
        String bean = bean(reference, parts.group(1));
        String name = parts.group(2);
        String key = parts.group(3);
        Map<String, String> answer = answers.computeIfAbsent(bean + ':' + name, asked -> answer(reference, bean, name));
        if (!answer.containsKey(key)) {
            String keys = String.join(", ", new TreeSet<>(answer.keySet()));
            throw refused(reference, "one of " + keys + ", which the provider " + bean + " gives", key);
        }
        String secret = answer.get(key);
        if (secret == null || secret.isBlank()) {
            throw refused(reference, "a secret of the provider " + bean + " under " + key, "nothing");
        }
        return secret;
    }

    private String bean(String reference, @Nullable String given) {
        String known = String.join(", ", providers.keySet());
        if (providers.isEmpty()) {
            throw refused(
                    reference,
                    "a CDI bean that implements " + CredentialsProvider.class.getName(),
                    "none; add an extension that has one to pom.xml, such as io.quarkiverse.vault:quarkus-vault, and build"
                            + " Outrider anew");
        }
        if (given == null) {
            if (providers.size() > 1) {
                throw refused(
                        reference,
                        "BEAN:NAME/KEY, BEAN one of " + known + ", as there are several providers",
                        "no BEAN");
            }
            return known;
        }
        if (!providers.containsKey(given)) {
            throw refused(reference, "a bean called " + String.join(" or ", providers.keySet()), given);
        }
        return given;
    }

    private Map<String, String> answer(String reference, String bean, String name) {
        Map<String, String> answer;
        try {
            answer = providers.get(bean).get().getCredentials(name);
        } catch (RuntimeException e) {
            // Without it as the cause: whoever logs that would log what it says.
            throw refused(
                    reference,
                    "credentials of the provider " + bean,
                    classes(e) + "; what they say is left out, as it may hold secrets");
        }
        if (answer == null || answer.isEmpty()) {
            throw refused(reference, "credentials of the provider " + bean, "none");
        }
        if (answer.containsKey(CredentialsProvider.EXPIRATION_TIMESTAMP_PROPERTY_NAME)) {
            LOG.warnf(
                    "{{credentials:%s}}: what the provider %s gives expires; it is asked again at the next start only",
                    reference, bean);
        }
        return answer;
    }

    private static String classes(Throwable failure) {
        StringJoiner classes = new StringJoiner(", ");
        // A cause may be its own, in the end.
        int most = 5;
        for (Throwable cause = failure; cause != null && most > 0; cause = cause.getCause(), most--) {
            classes.add(cause.getClass().getSimpleName());
        }
        return classes.toString();
    }

    private static IllegalArgumentException refused(String reference, String expected, String found) {
        return new IllegalArgumentException(
                "{{credentials:" + reference + "}}: expected " + expected + ", but found " + found);
    }
}
