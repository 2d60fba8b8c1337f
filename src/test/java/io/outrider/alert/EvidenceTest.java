package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static Map<String, Value> row(String... columnsAndTexts) {
        Map<String, Value> row = new LinkedHashMap<>();
        for (int i = 0; i < columnsAndTexts.length; i += 2) {
            row.put(columnsAndTexts[i], Value.of(columnsAndTexts[i + 1]));
        }
        return row;
    }

    @Test
    void cimFieldsGoToTheirAttributes() {
        Map<String, Value> row = row(
                "dest",
                "WS-042",
                "user",
                "alice",
                "user_domain",
                "CORP",
                "process_name",
                "winrs.exe",
                "process",
                "winrs -r:x",
                "process_id",
                "4711",
                "process_path",
                "C:\\Windows\\System32\\winrs.exe",
                "original_file_name",
                "winrs.exe.mui",
                "parent_process_name",
                "cmd.exe",
                "parent_process_id",
                "99",
                "signature_id",
                "1");
        assertThat(Evidence.of(row).artifacts())
                .isEqualTo(Map.of(
                        "process",
                                Map.of(
                                        "name",
                                        "winrs.exe",
                                        "pid",
                                        4711L,
                                        "cmd_line",
                                        "winrs -r:x",
                                        "file",
                                        Map.of(
                                                "path", "C:\\Windows\\System32\\winrs.exe",
                                                "internal_name", "winrs.exe.mui",
                                                "name", "winrs.exe",
                                                "type_id", 1),
                                        "parent_process",
                                        Map.of("name", "cmd.exe", "pid", 99L)),
                        "actor", Map.of("user", Map.of("name", "alice", "domain", "CORP")),
                        "device", Map.of("hostname", "WS-042", "type_id", 0),
                        "data", Map.of("signature_id", "1")));
    }

    @Test
    void processWithoutIdStaysInData() {
        Evidence evidence = Evidence.of(row("process_name", "a.exe", "process_id", "0x1f", "dest", "WS-042"));
        assertThat(evidence.artifacts())
                .containsOnlyKeys("device", "data")
                .containsEntry("data", Map.of("process_name", "a.exe", "process_id", "0x1f"));
        assertThat(evidence.pointer("process_name")).isEmpty();
        assertThat(evidence.pointer("dest")).contains("evidences[].device.hostname");
    }

    @Test
    void parentWithoutIdStaysInData() {
        assertThat(Evidence.of(row("process_guid", "{1}", "parent_process_name", "b.exe"))
                        .artifacts())
                .isEqualTo(Map.of("process", Map.of("uid", "{1}"), "data", Map.of("parent_process_name", "b.exe")));
    }

    @Test
    void multivalueFieldStaysInData() {
        Map<String, Value> row = row("process_id", "1");
        row.put("process", Value.of(List.of("a", "b")));
        assertThat(Evidence.of(row).artifacts())
                .isEqualTo(Map.of("process", Map.of("pid", 1L), "data", Map.of("process", List.of("a", "b"))));
    }

    @Test
    void addressOfAHostIsTold() {
        assertThat(Evidence.of(row("dest", "10.0.0.1", "src", "fe80::1")).artifacts())
                .isEqualTo(Map.of(
                        "device", Map.of("ip", "10.0.0.1", "type_id", 0), "src_endpoint", Map.of("ip", "fe80::1")));
    }

    @Test
    void portWithoutAddressStaysInData() {
        assertThat(Evidence.of(row("dest_port", "443", "dest_ip", "unknown")).artifacts())
                .isEqualTo(Map.of("data", Map.of("dest_port", "443", "dest_ip", "unknown")));
    }

    @Test
    void fileHasANameAndAType() {
        assertThat(Evidence.of(row("file_path", "/opt/x")).artifacts())
                .isEqualTo(Map.of("file", Map.of("path", "/opt/x", "name", "x", "type_id", 1)));
        assertThat(Evidence.of(row("file_hash", "0123456789abcdef0123456789abcdef"))
                        .artifacts())
                .isEqualTo(Map.of("data", Map.of("file_hash", "0123456789abcdef0123456789abcdef")));
    }

    @Test
    void fillersAreNoEvidence() {
        assertThat(Evidence.of(row("dest", "unknown", "user", "null", "url", ""))
                        .artifacts())
                .isEqualTo(Map.of("data", Map.of("dest", "unknown", "user", "null", "url", "")));
    }

    @Test
    void rowWithoutColumnsGivesNothing() {
        assertThat(Evidence.of(Map.of()).artifacts()).isEmpty();
    }
}
