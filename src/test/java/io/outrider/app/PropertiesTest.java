package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an operator may change is declared, told and used. */
class PropertiesTest {

    private static final Path FILE = Path.of("application.properties");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(outrider\\.[^}:]+)");
    // Properties of single sources and sinks: parameters of their templates, which are checked when the routes are
    // made.
    private static final Pattern OF_ONE = Pattern.compile("outrider\\.(source|sink)\\.[^.]+\\..+");

    private static Set<String> declared() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(FILE)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("outrider."))
                .filter(name -> !OF_ONE.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> placeholders() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = PLACEHOLDER.matcher(Files.readString(file));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        }
        return names;
    }

    private static Set<String> mapped() {
        return ConfigMappings.getProperties(ConfigClass.configClass(OutriderConfig.class)).keySet().stream()
                .filter(name -> !name.contains("*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyPlaceholderOfARouteIsDeclared() throws IOException {
        assertThat(declared()).containsAll(placeholders());
    }

    @Test
    void everyPropertyThatJavaReadsIsDeclared() throws IOException {
        assertThat(declared()).containsAll(mapped());
    }

    @Test
    void everyDeclaredPropertyIsUsed() throws IOException {
        Set<String> used = new TreeSet<>(placeholders());
        used.addAll(mapped());

        assertThat(used).containsAll(declared());
    }

    @Test
    void everyDeclaredPropertyIsTold() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).startsWith("outrider.")) {
                assertThat(lines.get(i - 1))
                        .as("the line before " + lines.get(i))
                        .matches("#.*|outrider\\.(source|sink).*|outrider\\.delivery.*");
            }
        }
    }
}
