package io.outrider.app;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/** Finds properties {@code outrider.*} that nothing reads: a misspelt one would otherwise be a default without a word. */
@Singleton
final class PropertyNames {

    private static final Pattern OF_ONE = Pattern.compile("outrider\\.(source|sink|matched\\.sink)\\.([^.]+)\\..+");

    /** Properties that the launcher or the environment sets. */
    private static final Set<String> OF_NO_FILE = Set.of(
            "outrider.home",
            // Environment variables that are not properties, as configuration sees them: the launcher's
            // OUTRIDER_JAVA_OPTS,
            // and OUTRIDER_CORPUS of the tests.
            "outrider.java.opts",
            "outrider.corpus",
            "outrider.terminal",
            "outrider.properties",
            "outrider.routes",
            "outrider.routes.directory");

    private final Config config;
    private final OutriderConfig outrider;

    PropertyNames(Config config, OutriderConfig outrider) {
        this.config = config;
        this.outrider = outrider;
    }

    /** One line for each, in alphabetical order. */
    List<String> warnings() {
        Set<String> known = new HashSet<>(OF_NO_FILE);
        known.addAll(declared());
        List<String> warnings = new ArrayList<>();
        for (String name : given()) {
            Matcher ofOne = OF_ONE.matcher(name);
            if (ofOne.matches()) {
                if (!names(ofOne.group(1)).contains(ofOne.group(2))) {
                    warnings.add(name + ": expected " + ofOne.group(2) + " among outrider." + ofOne.group(1)
                            + "s, but it is not there; the property has no effect");
                }
            } else if (!name.startsWith(DetectionProperties.PREFIX)
                    && !name.startsWith(PolicyProperties.SUPPRESS)
                    && !name.startsWith(PolicyProperties.MAINTENANCE)
                    && !known.contains(name)) {
                warnings.add(
                        name + ": no such property; the property has no effect. application.properties has them all");
            }
        }
        return warnings;
    }

    private List<String> names(String kind) {
        Optional<List<String>> names = switch (kind) {
            case "source" -> outrider.sources();
            case "sink" -> outrider.sinks();
            default -> outrider.matched().sinks();
        };
        return names.orElse(List.of());
    }

    private Set<String> given() {
        Set<String> given = new TreeSet<>();
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith("outrider.")) {
                given.add(name);
            }
        });
        return given;
    }

    /** The names in the packaged copy of application.properties, which declares all. */
    private static Set<String> declared() {
        Properties properties = new Properties();
        try (InputStream in = PropertyNames.class.getResourceAsStream("/application.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames();
    }
}
