package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A second opinion on audit records: what another normaliser extracts from 248 real events, where its taxonomy has a field of
 * the same meaning. It has the records of an event in one JSON object; here they are lines again, as auditd writes them, in
 * the order of the kernel.
 *
 * <p>Where it differs by rule, there is no comparison, or one of what is left:
 *
 * <ul>
 *   <li>it takes the first PATH for the program that was launched, which is the script, where the common model's path is that
 *       of the process ({@code exe});
 *   <li>it cuts fractions of seconds, a character that the kernel has cut in two, and a domain behind an account and {@code @};
 *   <li>of {@code ptrace} it shows the process that is traced, which is in a register; of USER_AVC, which has two fields
 *       {@code pid}, the second.
 * </ul>
 */
class AuditPairsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ORDER = List.of("SYSCALL", "EXECVE", "CWD", "PATH", "PROCTITLE", "EOE");

    /** Its field, and the field of some line. */
    private static final Map<String, String> OF_A_LINE = Map.ofEntries(
            Map.entry("subject.process.id", "pid"),
            Map.entry("object.process.id", "pid"),
            Map.entry("subject.process.parent.id", "ppid"),
            Map.entry("object.process.parent.id", "ppid"),
            Map.entry("subject.process.fullpath", "exe"),
            Map.entry("subject.account.session_id", "ses"),
            Map.entry("subject.process.cwd", "cwd"),
            Map.entry("object.process.cwd", "cwd"),
            Map.entry("event_src.rule", "key"),
            Map.entry("subject.process.meta", "proctitle"),
            Map.entry("object.process.meta", "proctitle"));

    /** Its field, and the CIM field of the launch that was joined. */
    private static final Map<String, String> OF_A_LAUNCH = Map.of(
            "object.process.cmdline", "process",
            "object.process.cwd", "process_current_directory",
            "object.process.id", "process_id",
            "object.process.parent.id", "parent_process_id",
            "object.account.id", "user_id",
            "object.account.name", "user");

    @Test
    void linesHaveWhatAnotherNormaliserFindsInThem() throws IOException {
        int compared = 0;
        List<String> differences = new ArrayList<>();
        List<Path> raws = CorpusFiles.below("events/normalisation-pairs/UNIX_like", ".txt");
        assertThat(raws).isNotEmpty();
        for (Path raw : raws) {
            JsonNode other = other(raw);
            List<Event> lines = events(raw).stream()
                    .filter(event -> event.origin().shape().equals(AuditRecords.SHAPE))
                    .toList();
            Instant second = lines.get(0).time().truncatedTo(ChronoUnit.SECONDS);
            assertThat(second)
                    .as("%s", raw)
                    .isEqualTo(Instant.parse(other.get("time").asText()));
            assertThat(lines)
                    .allSatisfy(line -> assertThat(line.field("msg").text())
                            .endsWith(":" + other.get("chain_id").asText() + "):"));
            String kind = other.get("msgid").asText();
            for (Map.Entry<String, String> field : OF_A_LINE.entrySet()) {
                boolean otherProcess = field.getValue().equals("pid")
                        && Set.of("ptrace", "USER_AVC").contains(kind);
                if (other.has(field.getKey()) && !otherProcess) {
                    String theirs = other.get(field.getKey()).asText();
                    List<String> ours = lines.stream()
                            .filter(line -> line.field(field.getValue()) != null)
                            .map(line -> decoded(line, field.getValue()))
                            .toList();
                    compared++;
                    if (!ours.contains(comparable(theirs))) {
                        differences.add(raw.getParent().getFileName() + "/" + raw.getFileName() + " " + field + ": "
                                + theirs + " " + ours);
                    }
                }
            }
        }
        assertThat(differences).isEmpty();
        // Every pair has a process, and most have a session and a parent.
        assertThat(compared).isGreaterThan(3 * raws.size());
    }

    @Test
    void launchesHaveWhatAnotherNormaliserFindsInThem() throws IOException {
        int launches = 0;
        List<String> differences = new ArrayList<>();
        for (Path raw : CorpusFiles.below("events/normalisation-pairs/UNIX_like", ".txt")) {
            JsonNode other = other(raw);
            List<Event> joined = events(raw).stream()
                    .filter(event -> event.origin().shape().equals(AuditedProcess.SHAPE))
                    .toList();
            boolean launch = other.has("object.process.cmdline")
                    && other.path("msgid").asText().startsWith("execve")
                    && other.path("status").asText().equals("success");
            if (joined.size() != (launch ? 1 : 0)) {
                differences.add(raw.getParent().getFileName() + "/" + raw.getFileName() + " launch " + launch + " "
                        + joined.size());
                continue;
            }
            for (Event event : joined) {
                launches++;
                assertThat(event.datasets()).containsExactly("Endpoint.Processes");
                OF_A_LAUNCH.forEach((theirs, ours) -> {
                    Value value = event.cim(ours);
                    if (other.has(theirs)
                            && (value == null
                                    || !account(theirs, comparable(value.text()))
                                            .equals(comparable(other.get(theirs).asText())))) {
                        differences.add(raw + " " + ours + ": " + other.get(theirs) + " " + value);
                    }
                });
            }
        }
        assertThat(differences).isEmpty();
        assertThat(launches).isGreaterThan(10);
    }

    private static JsonNode other(Path raw) throws IOException {
        String name = raw.getFileName().toString().replace("raw", "norm").replace(".txt", ".js");
        return JSON.readTree(raw.resolveSibling(name).toFile());
    }

    private static List<Event> events(Path raw) throws IOException {
        JsonNode event = JSON.readTree(raw.toFile());
        List<RawRecord> records = new ArrayList<>();
        List<String> types = new ArrayList<>();
        event.get("items").fieldNames().forEachRemaining(types::add);
        types.sort(Comparator.comparingInt(type -> ORDER.indexOf(type)));
        for (String type : types) {
            for (JsonNode text : event.get("items").get(type)) {
                String line = "node=" + event.get("node").asText() + " type=" + type + " msg=audit("
                        + event.get("timestamp").asText() + "."
                        + event.get("timestampfractional").asText() + ":"
                        + event.get("eventid").asText() + "): " + text.asText();
                int length = line.getBytes(StandardCharsets.UTF_8).length;
                records.add(new RawRecord(line, records.size() + 1, records.size(), length, RawRecord.Fault.NONE));
            }
        }
        EventBatch batch = Reading.normalizer(ZoneOffset.UTC)
                .normalize(new RecordBatch(new SourceUnit("u", "pairs"), records, records.size()));
        assertThat(batch.rejects()).as("%s", raw).isEmpty();
        return batch.events();
    }

    /** As searches decode it themselves; quotes tell what is encoded. */
    private static String decoded(Event line, String field) {
        String text = line.field(field).text();
        boolean encoded = Set.of("exe", "cwd", "key", "proctitle").contains(field)
                && !line.raw().contains(' ' + field + "=\"");
        return comparable(encoded ? AuditedProcess.decoded(text, false) : text);
    }

    private static String account(String field, String text) {
        int at = text.indexOf('@');
        return field.equals("object.account.name") && at > 0 ? text.substring(0, at) : text;
    }

    private static String comparable(String text) {
        String whole = text.endsWith("\uFFFD") ? text.substring(0, text.length() - 1) : text;
        return whole.strip().toLowerCase(Locale.ROOT);
    }
}
