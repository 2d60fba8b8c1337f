package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.RiskEvents;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.content.ContentLoader;
import io.outrider.rule.Detection;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules that cannot read the risk of a detection are known beforehand, and none that reads it is among them. */
class RiskReadersTest {

    private final RiskEvents riskEvents = new RiskEvents(new AttackCatalog());

    private Alert alert(Detection detection) {
        Map<String, Value> row = new LinkedHashMap<>();
        detection.riskObjects().forEach(object -> row.put(object.field(), Value.of("made up")));
        return new Alert(
                "0".repeat(64),
                0,
                Alert.Activity.CREATE,
                detection,
                Synthetic.NOON,
                Synthetic.NOON.plus(Duration.ofHours(1)),
                false,
                false,
                Synthetic.NOON,
                Synthetic.NOON,
                1,
                row);
    }

    @Test
    void whoReadsRiskOfAPublishedDetectionIsAmongThoseWhoMay() throws IOException {
        DataModels models = DataModels.standard();
        List<Rule> rules = new ContentLoader(models, List.of(Path.of("detections", "macros")))
                .load(List.of(Corpus.path("escu/detections")))
                .rules();
        RulePack pack = RulePack.compileSound(rules, models, Synthetic.bounded());
        RiskReaders readers = new RiskReaders(pack.riskReaders(), riskEvents);
        int read = 0;
        int may = 0;
        int all = 0;
        for (Rule rule : rules) {
            Detection detection = rule.about();
            List<CompiledRule> mayRead = readers.of(detection);
            boolean isReader =
                    pack.riskReaders().stream().anyMatch(reader -> reader.id().equals(detection.id()));
            List<Event> risk = isReader ? List.of() : riskEvents.of(alert(detection));
            for (Event event : risk) {
                List<CompiledRule> reading = pack.riskReaders().stream()
                        .filter(reader -> reader.readsRisk(event))
                        .toList();
                assertThat(mayRead).as(detection.name()).containsAll(reading);
                read += reading.size();
                may += mayRead.size();
                all += pack.riskReaders().size();
            }
        }
        System.out.println(all + " pairs of risk and a rule that reads risk: " + may + " may be, " + read + " are");
        assertThat(read).isPositive();
        assertThat(may).isLessThan(all / 2);
    }

    @Test
    void editedDetectionIsAskedForAnew() {
        Rule reader = Rule.onDataset(
                Synthetic.detection("reader"),
                RiskEvents.DATASET,
                Synthetic.matches("source", "Synthetic a"),
                List.of(),
                Synthetic.by("risk_object", Synthetic.count()),
                List.of());
        CompiledRule compiled = new CompiledRule(reader, Synthetic.MODELS, Synthetic.bounded());
        RiskReaders readers = new RiskReaders(List.of(compiled), riskEvents);
        Detection a = Synthetic.detection("a");
        assertThat(readers.of(a)).containsExactly(compiled);
        assertThat(readers.of(Synthetic.detection("b"))).isEmpty();
        assertThat(readers.of(Synthetic.detection("a", "Another"))).isEmpty();
        assertThat(readers.of(a)).containsExactly(compiled);
        assertThat(readers.of(reader.about())).isEmpty();
    }
}
