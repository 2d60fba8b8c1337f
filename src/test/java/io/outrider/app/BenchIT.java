package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code outrider bench} as a user calls it, with fewer events than say anything. */
class BenchIT {

    @TempDir
    Path directory;

    @Test
    void jsonIsOneLineOfAllThatWasMeasured() {
        Outrider.Result result = new Outrider(directory).call("bench", "--count", "300", "--format", "json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        JsonNode json = result.json();
        assertThat(names(json))
                .containsExactly(
                        "events",
                        "bytes",
                        "jackson_tokens_per_s",
                        "jackson_12_fields_per_s",
                        "cache_hit_rates",
                        "rules");
        assertThat(json.get("events").intValue()).isEqualTo(300);
        assertThat(json.get("bytes").longValue()).isGreaterThan(300 * 500);
        assertThat(json.get("jackson_tokens_per_s").doubleValue()).isPositive();
        assertThat(json.get("jackson_12_fields_per_s").doubleValue()).isPositive();
        assertThat(json.get("rules")).isNotEmpty();
        JsonNode one = json.get("rules").get(0);
        assertThat(names(one))
                .containsExactly("count", "events_per_s", "ratio_to_12_fields", "p50_us", "p99_us", "p9999_us");
        assertThat(one.get("count").intValue()).isEqualTo(1);
        assertThat(one.get("events_per_s").doubleValue()).isPositive();
        assertThat(one.get("p50_us").doubleValue())
                .isPositive()
                .isLessThanOrEqualTo(one.get("p9999_us").doubleValue());
    }

    @Test
    void textSaysThatTheSampleIsSynthetic() {
        Outrider.Result result = new Outrider(directory).call("bench", "--count", "20");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("synthetic")
                .contains("Jackson, tokens only")
                .contains("1 detection");
    }

    @Test
    void endToEndRunsTheApplicationAndTellsItsRateBesideTheEnginesAndItsHeap() {
        // So small that it says nothing of speed, and larger than what is in memory at the beginning.
        Outrider.Result result = new Outrider(directory)
                .with("java.io.tmpdir", directory.toString())
                .call("bench", "--end-to-end", "--size", "60000000", "--format", "json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines()).hasSize(1);
        JsonNode json = result.json();
        assertThat(json.get("bytes").longValue()).isBetween(60_000_000L, 61_000_000L);
        JsonNode all = json.get("end_to_end").get(0);
        assertThat(all.get("engine_events_per_s").longValue()).isPositive();
        assertThat(all.get("events_per_s").longValue()).isPositive();
        assertThat(all.get("heap_kept_bytes").longValue())
                .isPositive()
                .isLessThanOrEqualTo(all.get("heap_peak_bytes").longValue());
        assertThat(all.get("heap_peak_bytes").longValue())
                .isLessThanOrEqualTo(json.get("heap_limit_bytes").longValue());
        assertThat(directory).as("what was written is deleted").isEmptyDirectory();
    }

    @Test
    void fileWithoutProcessEventsCouldNotRun() {
        Outrider.Result result = new Outrider(directory)
                .call("bench", "--events", Outrider.PROJECT.resolve("README.md").toString());

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("README.md").contains("process events");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
