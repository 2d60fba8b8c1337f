package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One event says the same in whichever shape it comes. The events are synthetic. */
class ShapesTest {

    private static final Map<String, String> SYSMON_CIM = Map.ofEntries(
            Map.entry("EventDescription", "Process creation"),
            Map.entry("MD5", "AA"),
            Map.entry("SHA256", "BB"),
            Map.entry("SecurityID", "S-1-5-18"),
            Map.entry("action", "allowed"),
            Map.entry("dest", "ws1.example.org"),
            Map.entry("original_file_name", "Cmd.Exe"),
            Map.entry("os", "Microsoft Windows"),
            Map.entry("parent_process", "C:\\Windows\\explorer.exe /x"),
            Map.entry("parent_process_exec", "explorer.exe"),
            Map.entry("parent_process_guid", "{00000000-0000-0000-0000-0000000000bb}"),
            Map.entry("parent_process_id", "6860"),
            Map.entry("parent_process_name", "explorer.exe"),
            Map.entry("parent_process_path", "C:\\Windows\\explorer.exe"),
            Map.entry("process", "cmd.exe /c \"dir & echo <x>\""),
            Map.entry("process_current_directory", "C:\\Temp\\"),
            Map.entry("process_exec", "cmd.exe"),
            Map.entry("process_guid", "{00000000-0000-0000-0000-0000000000aa}"),
            Map.entry("process_hash", "MD5=AA,SHA256=BB"),
            Map.entry("process_id", "6952"),
            Map.entry("process_integrity_level", "High"),
            Map.entry("process_name", "cmd.exe"),
            Map.entry("process_path", "C:\\Windows\\System32\\cmd.exe"),
            Map.entry("signature", "Process creation"),
            Map.entry("signature_id", "1"),
            Map.entry("user", "Bob"),
            Map.entry("user_domain", "EXAMPLE"),
            Map.entry("user_id", "S-1-5-18"),
            Map.entry("vendor_product", "Microsoft Sysmon"));

    private static final Map<String, String> SECURITY_CIM = Map.ofEntries(
            Map.entry("action", "allowed"),
            Map.entry("dest", "ws1.example.org"),
            Map.entry("parent_process", "C:\\Windows\\explorer.exe"),
            Map.entry("parent_process_id", "6860"),
            Map.entry("parent_process_name", "explorer.exe"),
            Map.entry("parent_process_path", "C:\\Windows\\explorer.exe"),
            Map.entry("process", "cmd.exe /c dir"),
            Map.entry("process_exec", "cmd.exe"),
            Map.entry("process_id", "6952"),
            Map.entry("process_name", "cmd.exe"),
            Map.entry("process_path", "C:\\Windows\\System32\\cmd.exe"),
            Map.entry("name", "A new process has been created"),
            Map.entry("new_process", "C:\\Windows\\System32\\cmd.exe"),
            Map.entry("new_process_name", "cmd.exe"),
            Map.entry("Process_Command_Line", "cmd.exe /c dir"),
            Map.entry("signature", "A new process has been created"),
            Map.entry("signature_id", "4688"),
            Map.entry("src_nt_domain", "EXAMPLE"),
            Map.entry("src_user", "Bob"),
            Map.entry("status", "success"),
            Map.entry("user", "Bob"),
            Map.entry("user_domain", "EXAMPLE"),
            Map.entry("vendor_product", "Microsoft Windows"));

    private static final Map<String, String> SYSMON_FIELDS = Map.ofEntries(
            Map.entry("EventID", "1"),
            Map.entry("EventCode", "1"),
            Map.entry("Channel", "Microsoft-Windows-Sysmon/Operational"),
            Map.entry("Computer", "ws1.example.org"),
            Map.entry("Name", "Microsoft-Windows-Sysmon"),
            Map.entry("RecordNumber", "77"),
            Map.entry("EventRecordID", "77"),
            Map.entry("UserID", "S-1-5-18"),
            Map.entry("Image", "C:\\Windows\\System32\\cmd.exe"),
            Map.entry("CommandLine", "cmd.exe /c \"dir & echo <x>\""),
            Map.entry("ParentImage", "C:\\Windows\\explorer.exe"),
            Map.entry("User", "EXAMPLE\\Bob"),
            Map.entry("RuleName", ""),
            Map.entry("host", "ws1.example.org"),
            Map.entry("source", "XmlWinEventLog:Microsoft-Windows-Sysmon/Operational"),
            Map.entry("sourcetype", "XmlWinEventLog"));

    private static final Map<String, String> SECURITY_FIELDS = Map.ofEntries(
            Map.entry("EventID", "4688"),
            Map.entry("EventCode", "4688"),
            Map.entry("Channel", "Security"),
            Map.entry("Computer", "ws1.example.org"),
            Map.entry("RecordNumber", "77"),
            Map.entry("EventRecordID", "77"),
            Map.entry("SubjectUserName", "Bob"),
            Map.entry("SubjectDomainName", "EXAMPLE"),
            Map.entry("SubjectUserSid", "S-1-5-21-1-1001"),
            Map.entry("TargetUserName", "-"),
            Map.entry("NewProcessId", "0x1b28"),
            Map.entry("NewProcessName", "C:\\Windows\\System32\\cmd.exe"),
            Map.entry("ProcessId", "0x1acc"),
            Map.entry("CommandLine", "cmd.exe /c dir"),
            Map.entry("ParentProcessName", "C:\\Windows\\explorer.exe"),
            Map.entry("TokenElevationType", "%%1936"),
            Map.entry("MandatoryLabel", "S-1-16-8192"),
            Map.entry("host", "ws1.example.org"),
            Map.entry("eventtype", "wineventlog_security\nwineventlog_windows"),
            Map.entry("source", "XmlWinEventLog:Security"),
            Map.entry("sourcetype", "XmlWinEventLog"));

    @TestFactory
    Stream<DynamicTest> sysmonProcessCreationHasTheSameFieldsInEveryShape() {
        return tests(Samples.sysmonProcessCreation(), SYSMON_CIM, SYSMON_FIELDS);
    }

    @TestFactory
    Stream<DynamicTest> securityProcessCreationHasTheSameFieldsInEveryShape() {
        return tests(Samples.securityProcessCreation(), SECURITY_CIM, SECURITY_FIELDS);
    }

    @TestFactory
    Stream<DynamicTest> allShapesOfAnEventInOneStreamAreReadInOrder() {
        Map<String, String> samples = new LinkedHashMap<>();
        Samples.sysmonProcessCreation().forEach((shape, text) -> samples.put("1 " + shape, text));
        Samples.securityProcessCreation().forEach((shape, text) -> samples.put("4688 " + shape, text));
        List<String> shapes = samples.keySet().stream()
                .map(key -> key.split(" ")[1].replace(",", ""))
                .toList();
        return Stream.of("\n", "\r\n", "\n\n \n")
                .map(separator -> DynamicTest.dynamicTest(
                        "separated by " + separator.length() + " characters",
                        () -> assertThat(Reading.of(String.join(separator, samples.values()))
                                        .events())
                                .extracting(event -> event.origin().shape())
                                .isEqualTo(shapes)));
    }

    private static Stream<DynamicTest> tests(
            Map<String, String> samples, Map<String, String> cim, Map<String, String> fields) {
        return samples.entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(), () -> check(sample.getKey(), sample.getValue(), cim, fields)));
    }

    private static void check(String shape, String text, Map<String, String> cim, Map<String, String> fields)
            throws IOException {
        Event event = Reading.event(text);
        assertThat(event.origin().shape()).isEqualTo(shape.split(" ")[0]);
        assertThat(event.origin().line()).isEqualTo(1);
        assertThat(event.raw()).isEqualTo(text.strip());
        assertThat(event.datasets()).isEqualTo(Set.of("Endpoint.Processes"));
        assertThat(event.time())
                .isBetween(Instant.parse("2024-03-01T10:20:30Z"), Instant.parse("2024-03-01T10:20:30.1234567Z"));
        assertThat(new TreeMap<>(texts(event.cim()))).isEqualTo(new TreeMap<>(cim));
        Map<String, String> own = texts(event.fields());
        own.keySet().retainAll(fields.keySet());
        assertThat(new TreeMap<>(own)).isEqualTo(new TreeMap<>(fields));
    }

    private static Map<String, String> texts(Map<String, Value> values) {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(name, value.text()));
        return texts;
    }
}
