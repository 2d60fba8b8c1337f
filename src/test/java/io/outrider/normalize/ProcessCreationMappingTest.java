package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Membership in Endpoint.Processes, and how fields are transformed. Synthetic. */
class ProcessCreationMappingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"EventID\":1,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\"",
                "\"EventID\":\"1\",\"Channel\":\"microsoft-windows-sysmon/operational\"",
                "\"EventID\":1,\"Channel\":\"ForwardedEvents\",\"SourceName\":\"Microsoft-Windows-Sysmon\"",
                "\"EventID\":1,\"SourceName\":\"MICROSOFT-WINDOWS-SYSMON\"",
                "\"EventID\":4688,\"Channel\":\"security\"",
                "\"EventID\":4688,\"SourceName\":\"Microsoft-Windows-Security-Auditing\"",
                "\"EventCode\":4688,\"LogName\":\"Security\"",
            })
    void processCreationsAreMembersWhateverTheCase(String members) throws IOException {
        assertThat(event(members).datasets()).isEqualTo(Set.of("Endpoint.Processes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"EventID\":1,\"Channel\":\"System\"",
                "\"EventID\":4688,\"Channel\":\"Application\",\"SourceName\":\"Other\"",
                "\"EventID\":5,\"Channel\":\"Microsoft-Windows-Sysmon/Operational\"",
                "\"EventID\":4689,\"Channel\":\"Security\"",
            })
    void otherWindowsEventsAreNoProcessCreations(String members) throws IOException {
        Event event = event(members + ",\"Image\":\"C:\\\\a.exe\"");
        assertThat(event.datasets()).isEmpty();
        assertThat(event.cim()).doesNotContainKey("parent_process");
        assertThat(Reading.texts(event, "Image")).containsExactly("C:\\a.exe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                "alice  | TARGET | bob   | SUBJECT | alice  | TARGET",
                "-      | -      | bob   | SUBJECT | bob    | SUBJECT",
                "''     | ''     | bob   | SUBJECT | bob    | SUBJECT",
                "absent | absent | bob   | SUBJECT | bob    | SUBJECT",
                // The domain is that of the account, or none.
                "alice  | ''     | bob   | SUBJECT | alice  | absent",
                "-      | TARGET | bob   | SUBJECT | bob    | SUBJECT",
                "-      | -      | -     | -       | -      | -",
                "-      | -      | ''    | ''      | absent | absent",
                "HOST$  | TARGET | bob   | SUBJECT | HOST$  | TARGET",
            })
    void userOf4688IsTheTargetUnlessThereIsNone(
            String target, String targetDomain, String subject, String subjectDomain, String user, String domain)
            throws IOException {
        Event event = event("\"EventID\":4688,\"Channel\":\"Security\"" + member("TargetUserName", target)
                + member("TargetDomainName", targetDomain) + member("SubjectUserName", subject)
                + member("SubjectDomainName", subjectDomain));
        assertThat(text(event, "user")).isEqualTo(user);
        assertThat(text(event, "user_domain")).isEqualTo(domain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x0                | 0",
                "0x1b28             | 6952",
                "0X1B28             | 6952",
                "0xffffffffffffffff | 18446744073709551615",
                "6952               | 6952",
                "0x                 | 0x",
                "0xzz               | 0xzz",
            })
    void processIdsOf4688AreDecimal(String id, String decimal) throws IOException {
        Event event = event(
                "\"EventID\":4688,\"Channel\":\"Security\"" + member("NewProcessId", id) + member("ProcessId", id));
        assertThat(text(event, "process_id")).isEqualTo(decimal);
        assertThat(text(event, "parent_process_id")).isEqualTo(decimal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            quoteCharacter = '`',
            value = {
                "EXAMPLE\\Bob            | Bob             | EXAMPLE",
                "NT AUTHORITY\\SYSTEM    | SYSTEM          | NT AUTHORITY",
                "bob                     | bob             | absent",
                "bob@example.org         | bob@example.org | absent",
                "EXAMPLE\\               | absent          | EXAMPLE",
            })
    void userOfSysmonIsSplitAtTheBackslash(String account, String user, String domain) throws IOException {
        Event event = event("\"EventID\":1,\"SourceName\":\"Microsoft-Windows-Sysmon\"" + member("User", account));
        assertThat(text(event, "user")).isEqualTo(user);
        assertThat(text(event, "user_domain")).isEqualTo(domain);
    }

    @Test
    void fieldsThatTheSourceDoesNotGiveAreAbsent() throws IOException {
        Event event = event("\"EventID\":1,\"SourceName\":\"Microsoft-Windows-Sysmon\",\"CommandLine\":\"\"");
        assertThat(event.cim())
                .containsOnlyKeys("EventDescription", "action", "os", "signature", "signature_id", "vendor_product");
    }

    @Test
    void dashIsAValueLikeAnyOtherWhereItIsNoAccountOf4688() throws IOException {
        Event event = event("\"EventID\":1,\"SourceName\":\"Microsoft-Windows-Sysmon\",\"OriginalFileName\":\"-\"");
        assertThat(text(event, "original_file_name")).isEqualTo("-");
    }

    @Test
    void fieldWithSeveralValuesIsMappedValueByValue() throws IOException {
        Event event = event(
                "\"EventID\":1,\"SourceName\":\"Microsoft-Windows-Sysmon\",\"Image\":\"C:\\\\a.exe\",\"Image\":\"/b/c\"");
        assertThat(event.cim().get("process_name").texts()).containsExactly("a.exe", "c");
    }

    private static Event event(String members) throws IOException {
        return Reading.event("{\"@timestamp\":\"2024-01-01T00:00:00Z\"," + members + "}");
    }

    private static String member(String name, String text) {
        return text == null ? "" : ",\"" + name + "\":\"" + text.replace("\\", "\\\\") + '"';
    }

    private static String text(Event event, String field) {
        Value value = event.cim().get(field);
        return value == null ? null : value.text();
    }
}
