package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataModelReaderTest {

    @Test
    void everyShippedFileIsReadAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/outrider/cim/models"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(DataModelReader.FILES);
        }
    }

    @Test
    void everyDatasetIsNamedOnceAndEveryRootHasTags() {
        List<Dataset> datasets = DataModelReader.standard();
        assertThat(datasets).extracting(Dataset::qualifiedName).doesNotHaveDuplicates();
        assertThat(datasets)
                .filteredOn(dataset -> dataset.parent() == null)
                .allSatisfy(dataset -> assertThat(dataset.constraint().tags())
                        .as(dataset.name())
                        .isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: M;datasets: [] | 1:1 | expected datasets, but found none",
                "datasets: [{name: D}] | 1:1 | expected the key model, but found none",
                "model: [a];datasets: [] | 1:8 | expected a text for model, but found a sequence",
                "model: M;datasets: {name: D} | 2:11 | expected a list for datasets",
                "model: M;datasets:;- name: D;  field: [a] | 4:3 | but found field",
                "model: M;datasets:;- name: D;  fields: [a, a] | 4:11 | once, but found it again",
                "model: M;datasets:;- name: D;  calculated: {b: unknown} | 4:19 | expected a field of M.D, but found b",
                "model: M;datasets:;- name: D;  fields: [a];  calculated: {a: upper} | 5:19 | but found 'upper'",
                "model: M;model: N;datasets: [] | 2:1 | expected the key model once",
                "model: M;datasets:;- name: D;  constraint: {tag: x} | 4:16 | but found tag",
                "model: 'M | 1:10 | expected YAML, but found an error",
                "- a | | expected a YAML mapping, but found sequence",
            })
    void whatIsNoDataModelIsRefusedWithItsPlace(String text, String place, String message) {
        String yaml = text.replace(";", "\n");
        assertThatThrownBy(() -> DataModelReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageStartingWith("synthetic.yaml:" + (place == null ? "" : place))
                .hasMessageContaining(message);
    }

    @Test
    void aliasesCannotMakeASmallFileLarge() {
        String yaml = "a: &a [x, x]\nb: &b [*a, *a]\nmodel: M\n";
        assertThatThrownBy(() -> DataModelReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class);
    }

    @Test
    void fileThatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> DataFile.file(Path.of("nowhere.yaml")))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageContaining("nowhere.yaml");
    }
}
