package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.rule.Detection.RiskObject;
import io.outrider.rule.Feed;
import io.outrider.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The content that Outrider ships. */
class ShippedContentTest {

    @Test
    void shippedFolderLoadsWithoutProblems() {
        Content content = new ContentLoader(DataModels.standard(), List.of()).load(List.of(Path.of("detections")));

        assertThat(content.problems()).isEmpty();
        assertThat(content.entries())
                .allSatisfy(entry -> assertThat(entry.problems()).isEmpty());
        assertThat(content.rules()).hasSize(1);
        Rule rule = content.rules().get(0);
        assertThat(rule.about().id()).isEqualTo("0dd296a2-4338-11ec-ba02-3e22fbd008af");
        assertThat(rule.about().riskScore()).isEqualTo(54);
        assertThat(rule.about().riskObjects()).containsExactly(new RiskObject("dest", "system", 54));
        assertThat(rule.about().attackIds()).containsExactly("T1021.006");
        assertThat(((Feed.Dataset) rule.search().feed()).name()).isEqualTo("Endpoint.Processes");
        // drop_dm_object_name and twice ctime; the filter keeps every row.
        assertThat(rule.tail()).hasSize(3);
    }
}
