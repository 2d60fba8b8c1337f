package io.outrider.content;

import static io.outrider.content.ContentFolder.detection;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.content.DetectionSettings.Selection;
import io.outrider.rule.Rule;
import io.outrider.rule.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionSettingsTest {

    @TempDir
    Path root;

    private Content content;

    @BeforeEach
    void load() throws IOException {
        content = new ContentFolder(root)
                .with("a.yml", detection("First One", "status: production", "tags:", "  analytic_story: [Ransomware]"))
                .with("b.yml", detection("Second One", "status: experimental"))
                .with("c.yml", detection("Refused", "status: validation").replace("count", "nonsense(x)"))
                .load();
    }

    private static @Nullable List<Selector> selectors(String... texts) {
        return Stream.of(texts).map(Selector::parse).toList();
    }

    private static DetectionOverride override(
            String detection, @Nullable Boolean enabled, @Nullable Severity severity, @Nullable Duration window) {
        return new DetectionOverride("outrider.detection." + detection, detection, enabled, severity, window);
    }

    private Selection select(
            @Nullable List<Selector> include, @Nullable List<Selector> exclude, DetectionOverride... overrides) {
        return new DetectionSettings(include, exclude == null ? List.of() : exclude, List.of(overrides)).apply(content);
    }

    private static List<String> names(Selection selection) {
        return selection.rules().stream().map(rule -> rule.about().name()).toList();
    }

    @Test
    void withoutSettingsAllRunAsPublished() {
        Selection selection = DetectionSettings.none().apply(content);

        assertThat(selection.rules()).isEqualTo(content.rules()).hasSize(2);
        assertThat(selection.problems()).isEmpty();
    }

    @Test
    void includedAndNotExcludedRun() {
        assertThat(names(select(selectors("status:production", "second one"), null)))
                .containsExactly("First One", "Second One");
        assertThat(names(select(selectors("type:TTP"), selectors("status:exp*"))))
                .containsExactly("First One");
        assertThat(select(selectors("story:Ransom*"), null).leftOut()).isEqualTo(1);
    }

    @Test
    void includeOfWhichNoSelectorCouldBeReadChoosesNone() {
        assertThat(names(select(selectors(), null))).isEmpty();
    }

    @Test
    void enabledWinsOverBoth() {
        Selection selection = select(
                selectors("First One"),
                selectors("Second One"),
                override("first_one", false, null, null),
                override("SECOND.ONE", true, null, null));

        assertThat(names(selection)).containsExactly("Second One");
    }

    @Test
    void severityAndWindowAreThoseOfTheOperator() {
        Selection selection =
                select(null, null, override("id_of_first_one", null, Severity.CRITICAL, Duration.ofHours(4)));

        Rule changed = selection.rules().get(0);
        assertThat(changed.about().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(changed.about().riskScore())
                .isEqualTo(content.rules().get(0).about().riskScore());
        assertThat(changed.window()).isEqualTo(Duration.ofHours(4));
        assertThat(selection.rules().get(1)).isEqualTo(content.rules().get(1));
    }

    @Test
    void whatNamesNothingIsToldWithASuggestion() {
        Selection selection = select(
                selectors("status:producton", "type:TTP"),
                selectors("story:Ransomware + status:experimental"),
                override("first_onne", false, null, null));

        assertThat(selection.problems())
                .containsExactly(
                        "outrider.detection.first_onne: expected the id or name of a detection, but found"
                                + " 'first_onne'; it has no effect; did you mean First One?",
                        "outrider.detections.include: status:producton: expected a detection with the status"
                                + " 'producton', but found none; did you mean production?",
                        "outrider.detections.exclude: story:Ransomware + status:experimental: expected a detection that"
                                + " meets all of its conditions, but found none");
        assertThat(names(selection)).containsExactly("First One", "Second One");
    }

    @Test
    void settingForARefusedDetectionIsNoMistakeOfTheSetting() {
        Selection selection = select(null, selectors("status:validation"), override("refused", false, null, null));

        assertThat(selection.problems()).isEmpty();
    }

    @Test
    void secondNameForOneDetectionIsTold() {
        Selection selection = select(
                null, null, override("first_one", false, null, null), override("id_of_first_one", true, null, null));

        assertThat(selection.problems()).singleElement().asString().contains("expected one name for First One");
        assertThat(names(selection)).containsExactly("Second One");
    }
}
