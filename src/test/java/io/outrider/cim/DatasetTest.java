package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatasetTest {

    @Test
    void calculatedFieldHasToBeOneOfTheDataset() {
        assertThatThrownBy(() -> new Dataset("M", "D", Set.of("a"), Map.of("b", new Calculation.Lower())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[b]");
    }

    @Test
    void calculationSeesTheEvent() {
        Dataset dataset = new Dataset("M", "D", Set.of("a"), Map.of("a", new Calculation.OtherField("_raw")));
        Event event = new Event(Instant.EPOCH, "raw ", Map.of(), Map.of(), Set.of(), new Origin("s", "json", 1, 0, 4));
        assertThat(dataset.view(event).get("a")).isEqualTo(Value.of("raw "));
        assertThat(dataset.qualifiedName()).isEqualTo("M.D");
    }

    @Test
    void twoDatasetsOfOneNameAreRefused() {
        Dataset dataset = new Dataset("M", "D", Set.of(), Map.of());
        assertThatThrownBy(() -> new DataModels(List.of(dataset, dataset)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("M.D");
    }

    @Test
    void datasetIsFoundByItsQualifiedNameOnly() {
        DataModels models = DataModels.standard();
        assertThat(models.find("Endpoint.Processes")).isPresent();
        assertThat(models.find("Processes")).isEmpty();
        assertThat(models.names()).contains("Endpoint.Processes");
    }
}
