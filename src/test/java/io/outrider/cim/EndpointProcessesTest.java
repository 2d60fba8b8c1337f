package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calculated fields of Endpoint.Processes, over synthetic events. */
class EndpointProcessesTest {

    private static final Dataset PROCESSES =
            DataModels.standard().find("Endpoint.Processes").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dest",
                "user",
                "process",
                "original_file_name",
                "parent_process",
                "process_name",
                "parent_process_name",
                "loaded_file"
            })
    void absentOrEmptyFieldIsUnknown(String field) {
        assertThat(view(Map.of()).get(field)).isEqualTo(Value.of("unknown"));
        assertThat(view(Map.of(field, Value.of(""))).get(field)).isEqualTo(Value.of("unknown"));
        assertThat(view(Map.of(field, Value.of("x"))).get(field)).isEqualTo(Value.of("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"process_path", "process_guid", "user_id", "none"})
    void otherAbsentFieldIsAbsent(String field) {
        assertThat(view(Map.of()).get(field)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "C:\\Windows\\cmd.exe /c x         | cmd.exe",
                "\"C:\\Program Files\\a b.exe\" -x | a b.exe",
                "ls -l                             | ls",
            })
    void processNameFallsBackToTheProgramOfTheCommand(String command, String name) {
        assertThat(view(Map.of("process", Value.of(command))).get("process_name"))
                .isEqualTo(Value.of(name));
    }

    @Test
    void processNameOfTheSourceIsKept() {
        assertThat(view(Map.of("process", Value.of("a.exe"), "process_name", Value.of("B.exe")))
                        .get("process_name"))
                .isEqualTo(Value.of("B.exe"));
    }

    @Test
    void integrityLevelIsLowerCaseInEveryLocaleAndValue() {
        assertThat(view(Map.of("process_integrity_level", Value.of("HIGH"))).get("process_integrity_level"))
                .isEqualTo(Value.of("high"));
        assertThat(view(Map.of("process_integrity_level", Value.of(List.of("High", "System"))))
                        .get("process_integrity_level"))
                .isEqualTo(Value.of(List.of("high", "system")));
        assertThat(view(Map.of()).get("process_integrity_level")).isNull();
    }

    @Test
    void timeIsInSecondsWithMicroseconds() {
        assertThat(view(Map.of()).get("_time")).isEqualTo(Value.of(1610667700.145335));
    }

    @Test
    void originalFieldsAreNotInTheView() {
        assertThat(view(Map.of()).get("Image")).isNull();
    }

    private static Fields view(Map<String, Value> cim) {
        return PROCESSES.view(new Event(
                Instant.parse("2021-01-14T23:41:40.145335999Z"),
                "raw",
                new HashMap<>(Map.of("Image", Value.of("x"))),
                cim,
                Set.of("Endpoint.Processes"),
                new Origin("source", "json", 1, 0, 3)));
    }
}
