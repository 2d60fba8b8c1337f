package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of sources says what mappings and detections say. */
class SourceCurvePageTest {

    private static final Path PAGE = Path.of("docs/reference/sources.md");

    @Test
    void pageSaysWhatMappingsAndDetectionsSay() throws IOException {
        SourceCurvePage page = SourceCurvePage.of(Corpus.path("escu/detections"));
        String text = page.text();
        if (Boolean.getBoolean("outrider.sources.write")) {
            Files.writeString(PAGE, text);
        }
        System.out.printf(
                "%d of %d detections have every field from mapped sources%n",
                page.curve().served(), page.curve().all().size());

        assertThat(Files.readString(PAGE))
                .as("run ./mvnw -Dquick -Dtest=SourceCurvePageTest -Doutrider.sources.write=true test")
                .isEqualTo(text);
    }
}
