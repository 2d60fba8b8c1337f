package io.outrider.app;

import io.outrider.content.DetectionOverride;
import io.outrider.content.DetectionSettings;
import io.outrider.content.Selector;
import io.outrider.rule.Severity;
import io.outrider.spl.Suggestion;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code outrider.detections.include} and {@code exclude}, and {@code outrider.detection.NAME.enabled}, {@code
 * severity} and {@code window}. What is wrong with one of them is told, and stops nothing else.
 */
@Singleton
final class DetectionProperties {

    static final String PREFIX = "outrider.detection.";

    private static final List<String> SETTINGS = List.of("enabled", "severity", "window");
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(1);
    // The longest that a search of the published content looks back.
    private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

    private final DetectionSettings settings;
    private final List<String> problems = new ArrayList<>();

    @Inject
    DetectionProperties(Config config, OutriderConfig outrider) {
        this(config, outrider.detections().include(), outrider.detections().exclude());
    }

    private DetectionProperties(
            Config config, Optional<List<String>> includeTexts, Optional<List<String>> excludeTexts) {
        List<Selector> include = includeTexts
                .map(texts -> selectors("outrider.detections.include", texts))
                .orElse(null);
        List<Selector> exclude = selectors("outrider.detections.exclude", excludeTexts.orElse(List.of()));
        settings = new DetectionSettings(include, exclude, overrides(config));
    }

    /** Those of a configuration, where no application runs that would give them. */
    static DetectionProperties of(Config config) {
        return new DetectionProperties(
                config, texts(config, "outrider.detections.include"), texts(config, "outrider.detections.exclude"));
    }

    private static Optional<List<String>> texts(Config config, String property) {
        return config.getOptionalValues(property, String.class)
                .map(texts -> texts.stream().map(String::strip).toList());
    }

    DetectionSettings settings() {
        return settings;
    }

    /** One line for each property that could not be read. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private List<Selector> selectors(String property, List<String> texts) {
        List<Selector> selectors = new ArrayList<>();
        for (String text : texts) {
            read(property, text, Selector::parse).ifPresent(selectors::add);
        }
        return selectors;
    }

    private List<DetectionOverride> overrides(Config config) {
        Map<String, Map<String, ConfigValue>> byDetection = new TreeMap<>();
        for (ConfigValue value : given(config)) {
            String rest = value.getName().substring(PREFIX.length());
            int dot = rest.lastIndexOf('.');
            String setting = rest.substring(dot + 1).toLowerCase(Locale.ROOT);
            if (dot < 1 || !SETTINGS.contains(setting)) {
                problems.add(value.getName() + ": expected " + PREFIX + "NAME. and one of "
                        + String.join(", ", SETTINGS) + ", but found '" + setting + "'; it has no effect"
                        + Suggestion.among(SETTINGS, setting));
                continue;
            }
            String detection = unquoted(rest.substring(0, dot));
            // One source's value takes the place of another's, also where an environment variable spells the name.
            byDetection
                    .computeIfAbsent(DetectionSettings.key(detection), key -> new TreeMap<>())
                    .put(setting, value);
        }
        return byDetection.values().stream().map(this::override).toList();
    }

    /** Those that win come last. */
    private static List<ConfigValue> given(Config config) {
        List<ConfigValue> given = new ArrayList<>();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                given.add(config.getConfigValue(name));
            }
        }
        given.sort(Comparator.comparingInt(ConfigValue::getSourceOrdinal).thenComparing(ConfigValue::getName));
        return given;
    }

    private DetectionOverride override(Map<String, ConfigValue> bySetting) {
        String name = bySetting.values().iterator().next().getName();
        String property = name.substring(0, name.lastIndexOf('.'));
        return new DetectionOverride(
                property,
                unquoted(property.substring(PREFIX.length())),
                value(bySetting.get("enabled"), DetectionProperties::enabled),
                value(bySetting.get("severity"), DetectionProperties::severity),
                value(bySetting.get("window"), DetectionProperties::window));
    }

    private <T> @Nullable T value(@Nullable ConfigValue given, Function<String, T> reader) {
        if (given == null || given.getValue() == null || given.getValue().isBlank()) {
            return null;
        }
        return read(given.getName(), given.getValue().strip(), reader).orElse(null);
    }

    private <T> Optional<T> read(String property, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            problems.add(property + ": " + e.getMessage() + "; it has no effect");
            return Optional.empty();
        }
    }

    private static Boolean enabled(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false, but found '" + text + "'");
        };
    }

    private static Severity severity(String text) {
        List<String> names = Stream.of(Severity.values())
                .map(severity -> severity.caption().toLowerCase(Locale.ROOT))
                .toList();
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.caption().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + String.join(", ", names)
                        + ", but found '" + text + "'" + Suggestion.among(names, text)));
    }

    private static Duration window(String text) {
        Duration window = new DurationText().convert(text);
        if (window.compareTo(SHORTEST_WINDOW) < 0
                || window.compareTo(LONGEST_WINDOW) > 0
                || window.toNanosPart() != 0) {
            throw new IllegalArgumentException(
                    "expected a window of whole seconds from 1s to 30d, but found '" + text + "'");
        }
        return window;
    }

    private static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }
}
