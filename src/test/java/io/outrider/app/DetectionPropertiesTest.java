package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.content.DetectionOverride;
import io.outrider.rule.Severity;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DetectionPropertiesTest {

    private static DetectionProperties read(Map<String, String> properties, Map<String, String> environment)
            throws IOException {
        Properties shipped = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("application.properties"))) {
            shipped.load(reader);
        }
        Map<String, String> all = new HashMap<>();
        shipped.forEach((name, value) -> all.put((String) name, (String) value));
        all.putAll(properties);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(OutriderConfig.class)
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "application.properties", 250))
                .withSources(new EnvConfigSource(environment, 300))
                .withValidateUnknown(false)
                .build();
        return new DetectionProperties(config, config.getConfigMapping(OutriderConfig.class));
    }

    @Test
    void shippedPropertiesChooseAllAndSetNothing() throws IOException {
        DetectionProperties properties = read(Map.of(), Map.of());

        assertThat(properties.problems()).isEmpty();
        assertThat(properties.settings().include()).isNull();
        assertThat(properties.settings().exclude()).isEmpty();
        assertThat(properties.settings().overrides()).isEmpty();
    }

    @Test
    void commaSeparatesSelectors() throws IOException {
        DetectionProperties properties = read(
                Map.of("outrider.detections.include", "type:TTP + status:production, technique:T1021.*"), Map.of());

        assertThat(properties.settings().include())
                .extracting(selector -> selector.text())
                .containsExactly("type:TTP + status:production", "technique:T1021.*");
    }

    @Test
    void settingsOfOneDetectionAreGatheredHoweverItsNameIsWritten() throws IOException {
        DetectionProperties properties = read(
                Map.of(
                        "outrider.detection.Some Name.enabled", "true",
                        "outrider.detection.\"some.name\".severity", "High",
                        "outrider.detection.some_name.window", "4h"),
                Map.of());

        assertThat(properties.problems()).isEmpty();
        DetectionOverride override = properties.settings().overrides().get(0);
        assertThat(properties.settings().overrides()).hasSize(1);
        assertThat(override.enabled()).isTrue();
        assertThat(override.severity()).isEqualTo(Severity.HIGH);
        assertThat(override.window()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void environmentVariableWinsOverTheFile() throws IOException {
        DetectionProperties properties = read(
                Map.of("outrider.detection.0ab1-22.enabled", "true"),
                Map.of("OUTRIDER_DETECTION_0AB1_22_ENABLED", "false"));

        assertThat(properties.settings().overrides())
                .singleElement()
                .extracting(DetectionOverride::enabled)
                .isEqualTo(false);
    }

    @Test
    void whatCannotBeReadIsToldAndStopsNothingElse() throws IOException {
        DetectionProperties properties = read(
                Map.of(
                        "outrider.detections.include", "type:TTP, stroy:Ransomware",
                        "outrider.detection.a.severity", "hihg",
                        "outrider.detection.a.enabled", "false",
                        "outrider.detection.b.sevrity", "high",
                        "outrider.detection.c.window", "1 hour",
                        "outrider.detection.d.window", "31d",
                        "outrider.detection.e.enabled", "yes"),
                Map.of());

        assertThat(properties.problems())
                .containsExactlyInAnyOrder(
                        "outrider.detections.include: expected one of id, name, story, technique, type, status before the"
                                + " colon, but found 'stroy'; did you mean story?; it has no effect",
                        "outrider.detection.a.severity: expected one of informational, low, medium, high, critical, but"
                                + " found 'hihg'; did you mean high?; it has no effect",
                        "outrider.detection.b.sevrity: expected outrider.detection.NAME. and one of enabled, severity,"
                                + " window, but found 'sevrity'; it has no effect; did you mean severity?",
                        "outrider.detection.c.window: expected a duration such as 500ms, 30s, 10m, 1h or 1d, but found"
                                + " '1 hour'; it has no effect",
                        "outrider.detection.d.window: expected a window of whole seconds from 1s to 30d, but found '31d';"
                                + " it has no effect",
                        "outrider.detection.e.enabled: expected true or false, but found 'yes'; it has no effect");
        assertThat(properties.settings().include()).hasSize(1);
        assertThat(properties.settings().overrides())
                .filteredOn(override -> override.detection().equals("a"))
                .singleElement()
                .extracting(DetectionOverride::enabled)
                .isEqualTo(false);
    }
}
