package io.outrider.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.alert.Alert;
import io.outrider.alert.AttackCatalog;
import io.outrider.alert.Enrichment;
import io.outrider.alert.OcsfFinding;
import io.outrider.policy.Alerts;
import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveInventoryTest {

    private static final Detection MEDIUM = Alerts.detection("one", 50);

    @TempDir
    private Path directory;

    private Path assets(String... lines) {
        return file(
                "assets.csv",
                "ip,mac,nt_host,dns,owner,priority,lat,long,city,country,bunit,category,pci_domain,is_expected,"
                        + "should_timesync,should_update,requires_av",
                lines);
    }

    private Path identities(String... lines) {
        return file(
                "identities.csv",
                "identity,prefix,nick,first,last,suffix,email,phone,managedBy,priority,bunit,category,watchlist,"
                        + "startDate,endDate",
                lines);
    }

    private Path file(String name, String header, String... lines) {
        try {
            return Files.writeString(directory.resolve(name), header + "\n" + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private LiveInventory inventory() {
        return new LiveInventory(
                assets(
                        "10.1.2.3|10.1.2.4,00:11:22:33:44:55,WS-042,ws-042.example.com,alice,critical,,,Berlin,,emea,pci|server,,,,,",
                        "10.0.0.0/8,,,,netops,low,,,,,,,,,,,",
                        "192.168.0.1-192.168.0.9,,,,,high,,,,,,,,,,,",
                        ",,WS-043,,,unknown,,,,,,,,,,,"),
                identities("alice|a.smith,,,Alice,Smith,,alice@example.com,,bob,high,emea,privileged|vip,true,,"));
    }

    @ParameterizedTest
    @CsvSource({
        "dest,ws-042,HIGH,asset",
        "src,WS-042.EXAMPLE.COM,HIGH,asset",
        "host,10.1.2.4,HIGH,asset",
        "dvc,00:11:22:33:44:55,HIGH,asset",
        "orig_host,10.1.2.5,MEDIUM,asset",
        "dest,192.168.0.5,MEDIUM,asset",
        "dest,ws-043,MEDIUM,asset",
        "user,ALICE,MEDIUM,identity",
        "src_user,alice@example.com,MEDIUM,identity",
        "user,ws-042,MEDIUM,",
        "dest,alice,MEDIUM,",
        "process,ws-042,MEDIUM,",
        "dest,unknown,MEDIUM,",
        "dest,'',MEDIUM,"
    })
    void valuesOfTheFieldsAreFoundInAnyCase(String field, String value, Severity severity, String kind) {
        Alert alert = inventory().apply(Alerts.create(MEDIUM, 0, field, value));
        assertThat(alert.severity()).isEqualTo(severity);
        assertThat(alert.enrichment().found())
                .extracting(Enrichment.Found::kind)
                .isEqualTo(kind == null ? List.of() : List.of(kind));
    }

    @Test
    void riskObjectsAreLookedUpWhateverTheirFieldIsCalled() {
        Detection detection = Alerts.detection(
                "one",
                30,
                new Detection.RiskObject("machine", "system", 30),
                new Detection.RiskObject("account", "user", 30),
                new Detection.RiskObject("thing", "other", 30));
        Alert alert = inventory()
                .apply(Alerts.create(detection, 0, "machine", "ws-042", "account", "alice", "thing", "ws-042"));
        assertThat(alert.enrichment().found())
                .extracting(found -> found.field() + " " + found.kind())
                .containsExactly("machine asset", "account identity");
    }

    @Test
    void highestPriorityOfAllThatIsFoundCounts() {
        Detection low = Alerts.detection("one", 30);
        assertThat(inventory().apply(Alerts.create(low, 0, "dest", "10.9.9.9")).severity())
                .isEqualTo(Severity.LOW);
        assertThat(inventory()
                        .apply(Alerts.create(low, 0, "dest", "10.9.9.9", "user", "alice"))
                        .severity())
                .isEqualTo(Severity.MEDIUM);
        Detection critical = Alerts.detection("one", 100);
        assertThat(inventory()
                        .apply(Alerts.create(critical, 0, "dest", "10.9.9.9"))
                        .severity())
                .isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whatIsFoundIsInTheFinding() {
        Detection detection = Alerts.detection("one", 50, new Detection.RiskObject("dest", "system", 50));
        Alert alert = inventory().apply(Alerts.create(detection, 0, "dest", "WS-042", "user", "alice"));
        Map<String, Object> finding = new OcsfFinding("0", new AttackCatalog()).of(alert, Instant.EPOCH);
        assertThat(finding)
                .containsEntry("severity_id", 4)
                .containsEntry("severity", "High")
                .containsEntry("risk_score", 50);
        assertThat(finding.get("resources"))
                .isEqualTo(List.of(Map.of(
                        "type",
                        "host",
                        "name",
                        "WS-042",
                        "owner",
                        Map.of("name", "alice"),
                        "criticality",
                        "critical")));
        assertThat(finding.get("enrichments"))
                .isEqualTo(List.of(
                        Map.of(
                                "name",
                                "evidences[].device.hostname",
                                "value",
                                "WS-042",
                                "type",
                                "asset",
                                "provider",
                                "outrider.enrichment",
                                "data",
                                Map.of(
                                        "ip", List.of("10.1.2.3", "10.1.2.4"),
                                        "mac", "00:11:22:33:44:55",
                                        "nt_host", "WS-042",
                                        "dns", "ws-042.example.com",
                                        "owner", "alice",
                                        "priority", "critical",
                                        "city", "Berlin",
                                        "bunit", "emea",
                                        "category", List.of("pci", "server"))),
                        Map.of(
                                "name",
                                "evidences[].actor.user.name",
                                "value",
                                "alice",
                                "type",
                                "identity",
                                "provider",
                                "outrider.enrichment",
                                "data",
                                Map.of(
                                        "identity", List.of("alice", "a.smith"),
                                        "first", "Alice",
                                        "last", "Smith",
                                        "email", "alice@example.com",
                                        "managedby", "bob",
                                        "priority", "high",
                                        "bunit", "emea",
                                        "category", List.of("privileged", "vip"),
                                        "watchlist", "true"))));
    }

    @Test
    void changedFileIsTakenUpAndABrokenOneLeavesTheVersionBefore() throws IOException {
        Path file = assets(",,WS-042,,,critical,,,,,,,,,,,");
        LiveInventory inventory = new LiveInventory(file, null);
        Alert alert = Alerts.create(MEDIUM, 0, "dest", "ws-042");
        assertThat(inventory.apply(alert).severity()).isEqualTo(Severity.HIGH);
        assertThat(inventory.look()).isEmpty();

        assets(",,WS-042,,,low,,,,,,,,,,,", ",,WS-043,,,low,,,,,,,,,,,");
        touch(file, 1);
        assertThat(inventory.look()).containsExactly(file + ": 2 assets");
        assertThat(inventory.apply(alert).severity()).isEqualTo(Severity.MEDIUM);

        file("assets.csv", "name,priority", "WS-042,critical");
        touch(file, 2);
        assertThat(inventory.look())
                .containsExactly(
                        file + ":1: expected a first line with one of the columns ip, mac, nt_host, dns, but found"
                                + " none; the version before stays in use");
        assertThat(inventory.apply(alert).enrichment().found()).hasSize(1);
        assertThat(inventory.look()).as("told once").isEmpty();

        Files.delete(file);
        assertThat(inventory.look()).singleElement().asString().contains("expected a file, but found none");
    }

    // Two versions may be written within a millisecond.
    private static void touch(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-03-02T00:00:00Z").plusSeconds(seconds)));
    }

    @Test
    void wrongValuesAreToldWithTheirLineAndTheRestOfTheRowCounts() {
        Path file = assets(
                "10.0.0.300,,WS-042,,,urgent,,,,,,,,,,,",
                ",,ws-042,,,critical,,,,,,,,,,,",
                ",,\"WS-\n043\",,,critical,,,,,,,,,,,");
        LiveInventory inventory = new LiveInventory(file, null);
        assertThat(inventory.report())
                .containsExactly(
                        file
                                + ":2: expected a priority of unknown, informational, low, medium, high or critical, but found 'urgent'",
                        file
                                + ":2: ip: expected an address, a block such as 10.0.0.0/8 or a range such as 10.0.0.5-10.0.0.9,"
                                + " but found '10.0.0.300'",
                        file + ":3: nt_host: 'ws-042' is in line 2 too; that one counts",
                        file + ": 3 assets");
        assertThat(inventory
                        .apply(Alerts.create(MEDIUM, 0, "dest", "ws-042"))
                        .enrichment()
                        .found())
                .hasSize(1);
    }

    @Test
    void whatIsNoSuchFileIsRefusedWithItsName() throws IOException {
        Path none = directory.resolve("none.csv");
        assertThatThrownBy(() -> new LiveInventory(none, null))
                .isInstanceOf(InvalidInventoryException.class)
                .hasMessage(none + ":1: expected a file, but found none");
        Path empty = Files.writeString(directory.resolve("empty.csv"), "");
        assertThatThrownBy(() -> new LiveInventory(null, empty))
                .hasMessageContaining("identity, email, but found none");
        Path latin = Files.write(
                directory.resolve("latin.csv"), "identity\nJos\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new LiveInventory(null, latin)).hasMessageContaining("expected UTF-8");
        Path quote = Files.writeString(directory.resolve("quote.csv"), "identity\nalice\n\"bob\n");
        assertThatThrownBy(() -> new LiveInventory(null, quote))
                .hasMessageContaining("quote.csv:")
                .hasMessageContaining("expected CSV");
        Path twice = Files.writeString(directory.resolve("twice.csv"), "identity,Identity\n");
        assertThatThrownBy(() -> new LiveInventory(null, twice)).hasMessageContaining("columns of different names");
    }

    @Test
    void alertThatNamesManyIsBounded() {
        String[] lines = IntStream.range(0, 200)
                .mapToObj(i -> ",,ws-" + i + ",,," + (i == 199 ? "critical" : "low") + ",,,,,,,,,,,")
                .toArray(String[]::new);
        String all = IntStream.range(0, 200).mapToObj(i -> "ws-" + i).collect(Collectors.joining("|"));
        Alert alert = new LiveInventory(assets(lines), null).apply(Alerts.create(MEDIUM, 0, "dest", all));
        assertThat(alert.enrichment().found()).hasSize(50);
        assertThat(alert.severity()).as("the last counts too").isEqualTo(Severity.HIGH);
    }

    @Test
    void valuesAreDataWhateverTheyLookLike() {
        Path file = assets(",,WS-042,,=cmd|' /C calc'!A0,critical,,,${sys:user.name},,{{x}},,,,,,");
        Alert alert = new LiveInventory(file, null).apply(Alerts.create(MEDIUM, 0, "dest", "WS-042"));
        assertThat(alert.enrichment().found().get(0).data())
                .containsEntry("city", List.of("${sys:user.name}"))
                .containsEntry("bunit", List.of("{{x}}"));
    }
}
