package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of one audit event become one launch of a process, beside their lines. Synthetic. */
class AuditJoinerTest {

    private static final SourceUnit UNIT = new SourceUnit("unit", "synthetic");

    private final Normalizer normalizer = Reading.normalizer(ZoneOffset.UTC);

    @Test
    void launchIsOneFurtherEventOfEndpointProcesses() {
        List<Event> events = normalize(launch("h1", 42), 100);
        assertThat(lines(events)).hasSize(6);
        Event process = processes(events).get(0);
        assertThat(processes(events)).hasSize(1);
        assertThat(process.datasets()).containsExactly("Endpoint.Processes");
        assertThat(process.time()).isEqualTo(events.get(0).time());
        assertThat(process.origin().line()).isEqualTo(1);
        assertThat(process.origin().offset()).isZero();
        assertCim(process, "process", "sudo LD_PRELOAD=./x.so a b");
        assertCim(process, "process_name", "sudo");
        assertCim(process, "process_path", "/usr/bin/sudo");
        assertCim(process, "process_id", "1301");
        assertCim(process, "parent_process_id", "1300");
        assertCim(process, "process_current_directory", "/home/my dir");
        assertCim(process, "user", "root");
        assertCim(process, "user_id", "0");
        assertCim(process, "dest", "h1");
        assertField(process, "sourcetype", "linux:audit:process");
        assertField(process, "source", "/var/log/audit/audit.log");
        assertField(process, "proctitle", "sudo x");
        assertField(process, "argc", "3");
        assertField(process, "name", "/usr/bin/sudo");
        assertThat(process.fields()).doesNotContainKeys("type", "a0", "a1", "items");
        assertThat(process.raw())
                .contains("type=SYSCALL")
                .contains("type=EXECVE")
                .contains("type=CWD");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 100})
    void batchesMakeNoDifference(int size) {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 9).forEach(i -> lines.addAll(launch("h" + i % 2, i)));
        assertThat(processes(normalize(lines, size))).isEqualTo(processes(normalize(lines, 1000)));
        assertThat(processes(normalize(lines, size))).hasSize(9);
    }

    @Test
    void recordsOfSeveralHostsMayBeMixed() {
        List<String> one = launch("h1", 42);
        List<String> other = launch("h2", 42);
        List<String> mixed = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            mixed.add(one.get(i));
            mixed.add(other.get(i));
        }
        List<Event> processes = processes(normalize(mixed, 4));
        assertThat(processes).extracting(event -> event.field("host").text()).containsExactly("h1", "h2");
        assertThat(processes).allSatisfy(event -> assertCim(event, "process", "sudo LD_PRELOAD=./x.so a b"));
    }

    @Test
    void orderOfTheRecordsMakesNoDifferenceToTheFields() {
        for (int seed = 0; seed < 50; seed++) {
            List<String> lines = new ArrayList<>(launch("h1", 42).subList(0, 5));
            Collections.shuffle(lines, new Random(seed));
            List<Event> processes = processes(normalize(lines, 2));
            assertThat(processes).hasSize(1);
            assertCim(processes.get(0), "process", "sudo LD_PRELOAD=./x.so a b");
        }
    }

    @Test
    void recordsWithoutPartnersAreLinesOnly() {
        List<String> launch = launch("h1", 42);
        for (int left = 0; left < 2; left++) {
            List<String> lines = new ArrayList<>(launch);
            lines.remove(left);
            List<Event> events = normalize(lines, 2);
            assertThat(processes(events)).isEmpty();
            assertThat(lines(events)).hasSize(5);
        }
    }

    @Test
    void callsThatFailedAndOthersLaunchNothing() {
        List<String> failed = launch("h1", 42).stream()
                .map(line -> line.replace("success=yes exit=0", "success=no exit=-2"))
                .toList();
        assertThat(processes(normalize(failed, 2))).isEmpty();
        List<String> other = launch("h1", 42).stream()
                .filter(line -> !line.contains("EXECVE"))
                .map(line -> line.replace("SYSCALL=execve", "SYSCALL=openat"))
                .toList();
        assertThat(processes(normalize(other, 2))).isEmpty();
    }

    @Test
    void eventThatNoRecordEndsIsGivenAtTheEndOfTheUnit() {
        List<String> lines = launch("h1", 42).subList(0, 3);
        List<Event> processes = processes(normalize(lines, 2));
        assertThat(processes).hasSize(1);
        assertThat(processes.get(0).fields()).doesNotContainKey("proctitle");
    }

    @Test
    void eventThatNoRecordEndsIsGivenOnceRecordsTwoSecondsLaterCome() {
        AuditJoiner joiner = normalizer.joiner();
        normalizer.normalize(batch(launch("h1", 42).subList(0, 3), 0), joiner);
        EventBatch later = normalizer.normalize(
                batch(List.of("node=h2 type=LOGIN msg=audit(1700000003.257:7): pid=1"), 3), joiner);
        assertThat(processes(later.events())).hasSize(1);
        assertThat(joiner.end()).isEmpty();
    }

    @Test
    void oldestIsTakenForCompleteWhenThereIsNoRoom() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < AuditJoiner.MAX_OPEN + 10; i++) {
            lines.addAll(launch("h1", i).subList(0, 2));
        }
        AuditJoiner joiner = normalizer.joiner();
        List<Event> events = normalizer.normalize(batch(lines, 0), joiner).events();
        assertThat(processes(events)).hasSize(10);
        assertThat(joiner.end()).hasSize(AuditJoiner.MAX_OPEN);
    }

    @Test
    void charactersOfOpenEventsAreBounded() {
        AuditJoiner joiner = normalizer.joiner();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            lines.add(head("h1", "EXECVE", i) + "argc=1 a0=\"" + "x".repeat(AuditJoiner.MAX_CHARACTERS / 4) + "\"");
            lines.add(launch("h1", i).get(0));
        }
        List<Event> events = normalizer.normalize(batch(lines, 0), joiner).events();
        assertThat(processes(events).size() + joiner.end().size()).isLessThanOrEqualTo(8);
        assertThat(lines(events)).hasSize(16);
    }

    @Test
    void batchThatIsReadAgainGivesTheSame() {
        List<String> lines = launch("h1", 42);
        AuditJoiner joiner = normalizer.joiner();
        normalizer.normalize(batch(lines.subList(0, 2), 0), joiner);
        RecordBatch failed = batch(lines.subList(2, 6), 2);
        List<Event> first = processes(normalizer.normalize(failed, joiner).events());
        List<Event> again = processes(normalizer.normalize(failed, joiner).events());
        assertThat(first).hasSize(1);
        assertThat(again).isEqualTo(first);
        // And from the beginning.
        normalizer.normalize(batch(lines.subList(0, 2), 0), joiner);
        assertThat(processes(normalizer.normalize(failed, joiner).events())).isEqualTo(first);
    }

    @Test
    void longArgumentsAreJoinedOfTheirPartsInOrder() {
        List<String> lines = List.of(
                launch("h1", 42).get(0),
                head("h1", "EXECVE", 42)
                        + "argc=11 a0=\"sh\" a2_len=8 a2[1]=\"def\" a2[0]=\"abc\" a10=\"last\" a1=\"-c\"",
                head("h1", "EXECVE", 42) + "a3[1]=A4 a3[0]=78C3 a4=\"4142\" a5=(null)");
        assertCim(processes(normalize(lines, 1)).get(0), "process", "sh -c abcdef xä 4142 (null) last");
    }

    @Test
    void joinersOfUnitsAreForgottenWithTheirUnits() {
        AuditJoiners joiners = new AuditJoiners();
        AuditJoiner joiner = joiners.of(UNIT, normalizer);
        assertThat(joiners.of(UNIT, normalizer)).isSameAs(joiner);
        normalizer.normalize(batch(launch("h1", 42).subList(0, 3), 0), joiner);
        EventBatch end = joiners.end(UNIT, 3);
        assertThat(end.ended()).isTrue();
        assertThat(end.events()).hasSize(1);
        assertThat(joiners.end(UNIT, 3)).isEqualTo(EventBatch.end(UNIT, 3));
    }

    private static String head(String node, String type, int serial) {
        return "node=" + node + " type=" + type + " msg=audit(1700000000.257:" + serial + "): ";
    }

    private static List<String> launch(String node, int serial) {
        return List.of(
                head(node, "SYSCALL", serial)
                        + "arch=c000003e syscall=59 success=yes exit=0 a0=55a a1=6 a2=7 a3=0 items=2 ppid=1300"
                        + " pid=1301 auid=1000 uid=0 comm=\"sudo\" exe=\"/usr/bin/sudo\" key=\"k\"\u001DARCH=x86_64 SYSCALL=execve"
                        + " AUID=\"ubuntu\" UID=\"root\"",
                head(node, "EXECVE", serial) + "argc=3 a0=\"sudo\" a1=\"LD_PRELOAD=./x.so\" a2=612062",
                head(node, "CWD", serial) + "cwd=2F686F6D652F6D7920646972",
                head(node, "PATH", serial) + "item=0 name=\"/usr/bin/sudo\" inode=1 nametype=NORMAL",
                head(node, "PROCTITLE", serial) + "proctitle=7375646F0078",
                head(node, "EOE", serial));
    }

    private List<Event> normalize(List<String> lines, int size) {
        AuditJoiner joiner = normalizer.joiner();
        List<Event> events = new ArrayList<>();
        for (int from = 0; from < lines.size(); from += size) {
            EventBatch batch =
                    normalizer.normalize(batch(lines.subList(from, Math.min(lines.size(), from + size)), from), joiner);
            assertThat(batch.rejects()).isEmpty();
            events.addAll(batch.events());
        }
        events.addAll(joiner.end());
        return events;
    }

    /** Positions are numbers of lines here, as of messages. */
    private static RecordBatch batch(List<String> lines, int from) {
        List<RawRecord> records = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            records.add(new RawRecord(lines.get(i), from + i + 1, from + i, 1, RawRecord.Fault.NONE));
        }
        return new RecordBatch(UNIT, records, from + lines.size());
    }

    private static List<Event> processes(List<Event> events) {
        return events.stream()
                .filter(event -> event.origin().shape().equals("auditd process"))
                .toList();
    }

    private static List<Event> lines(List<Event> events) {
        return events.stream()
                .filter(event -> event.origin().shape().equals("auditd"))
                .toList();
    }

    private static void assertCim(Event event, String field, String text) {
        assertThat(event.cim(field)).as(field).isNotNull();
        assertThat(event.cim(field).texts()).as(field).containsExactly(text);
    }

    private static void assertField(Event event, String field, String text) {
        assertThat(Reading.texts(event, field)).as(field).containsExactly(text);
    }
}
