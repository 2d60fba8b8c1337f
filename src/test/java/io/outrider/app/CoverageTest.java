package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.outrider.alert.AttackCatalog;
import io.outrider.alert.Tactic;
import io.outrider.app.Coverage.Count;
import io.outrider.app.Coverage.Row;
import io.outrider.cim.DataModels;
import io.outrider.content.Content;
import io.outrider.content.ContentLoader;
import io.outrider.explain.SourceCurve;
import io.outrider.normalize.EventFeeds;
import io.outrider.normalize.EventFields;
import io.outrider.normalize.MappedKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {

    private static final String RUNS = "| tstats count from datamodel=Endpoint.Processes by Processes.dest";

    @TempDir
    Path root;

    private Coverage coverage;
    private MappingReport mappings;

    private static MappingReport mappings(Content content, List<Path> own) {
        DataModels models = DataModels.standard();
        List<MappedKinds> kinds = MappedKinds.with(own);
        return new MappingReport(new SourceCurve(content, kinds, EventFeeds.of(kinds, EventFields.none()), models));
    }

    private void detection(String name, String search, String dataSources, String techniques) throws IOException {
        Files.writeString(root.resolve(name + ".yml"), """
                name: %s
                id: id-%s
                version: 1
                type: TTP
                status: production
                description: Synthetic.
                data_source: %s
                search: '%s'
                tags:
                  mitre_attack_id: %s
                """.formatted(
                        Path.of(name).getFileName(), name, dataSources, search, techniques));
    }

    @BeforeEach
    void load() throws IOException {
        detection("a", RUNS, "[Sysmon EventID 1, CrowdStrike]", "[T1021.006, T1059]");
        detection("b", RUNS + " | frobnicate x", "[Sysmon EventID 1]", "[T1021.006, T1021.006]");
        detection("c", "`nowhere` x=1 | frobnicate x", "[]", "[T9999]");
        Files.writeString(root.resolve("d.yml"), "no detection: 1");
        Content content = new ContentLoader(DataModels.standard(), List.of()).load(List.of(root));
        coverage = Coverage.of(content, new AttackCatalog());
        mappings = mappings(content, List.of());
    }

    private static Row row(String name, int runs, int refused) {
        return new Row(name, new Count(runs, refused));
    }

    @Test
    void eachDetectionCountsOnceInEachRowThatItBelongsTo() {
        assertThat(coverage.all()).isEqualTo(new Count(1, 3));
        assertThat(coverage.bySource())
                .containsExactly(row("Endpoint.Processes", 1, 1), row("(none)", 0, 1), row("`nowhere`", 0, 1));
        assertThat(coverage.byDataSource())
                .containsExactly(row("(none)", 0, 2), row("Sysmon EventID 1", 1, 1), row("CrowdStrike", 1, 0));
        assertThat(coverage.byStatus()).containsExactly(row("production", 1, 2), row("(none)", 0, 1));
    }

    @Test
    void techniquesHaveTheirNamesAndTacticsAndUnknownOnesComeLast() {
        assertThat(coverage.byTechnique())
                .extracting(Coverage.TechniqueRow::id, Coverage.TechniqueRow::name, Coverage.TechniqueRow::count)
                .containsExactly(
                        tuple("T1021.006", "Windows Remote Management", new Count(1, 1)),
                        tuple("T1059", "Command and Scripting Interpreter", new Count(1, 0)),
                        tuple("(none)", "", new Count(0, 1)),
                        tuple("T9999", "", new Count(0, 1)));
        assertThat(coverage.byTechnique().get(0).tactics()).containsExactly(Tactic.LATERAL_MOVEMENT);
        assertThat(coverage.byTactic()).containsExactly(row("Execution", 1, 0), row("Lateral Movement", 1, 1));
    }

    @Test
    void constructsSayHowManyTheyRefuseAndHowManyAlone() {
        assertThat(coverage.constructs()).contains(new Coverage.Construct("search", 1, 1));
        assertThat(coverage.constructs())
                .filteredOn(construct -> construct.name().equals("frobnicate"))
                .singleElement()
                .extracting(Coverage.Construct::alone)
                .isEqualTo(1);
    }

    /** Synthetic mappings and searches. */
    @Test
    void mappingsAreToldByWhatTheyUnlockAndDetectionsByWhatTheyLack() throws IOException {
        Path own = Files.createDirectory(root.resolve("mappings"));
        mapping(own, "acme_proxy", "fields: {user: who, url: path}");
        mapping(own, "acme_vpn", "fields: {user: who}");
        Path detections = Files.createDirectory(root.resolve("detections"));
        detection("detections/proxy", "sourcetype=acme_proxy url=x | stats count by user path", "[]", "[]");
        detection("detections/vpn", "sourcetype=acme_vpn | stats count by user", "[]", "[]");
        detection("detections/any", "sourcetype=acme_* | stats count by user", "[]", "[]");
        detection("detections/lacks", "sourcetype=acme_vpn | stats count by user vlan", "[]", "[]");
        detection("detections/unknown", "sourcetype=nobody | stats count by user", "[]", "[]");
        Content content = new ContentLoader(DataModels.standard(), List.of()).load(List.of(detections));
        assertThat(content.rules()).hasSize(5);

        MappingReport report = mappings(content, List.of(own));

        assertThat(report.lines())
                .contains(
                        "  ALONE    ADDED  TOGETHER  FILE IN MAPPINGS, THOSE THAT UNLOCK MOST FIRST",
                        "      2        2         2  acme_proxy",
                        "      2        1         3  acme_vpn",
                        "         1  sourcetype=acme_vpn: vlan",
                        "         1  sourcetype=nobody, which no mapping has",
                        "3 of 5 have all their fields by mappings (60.0%); what else the events themselves have is not counted");
        assertThat(report.document().toString())
                .contains(
                        "detections=5, unlocked=3",
                        "{mapping=acme_proxy, alone=2, added=2, together=2}",
                        "{mapping=acme_vpn, alone=2, added=1, together=3}",
                        "{detection=lacks, id=id-detections/lacks, waits_for=[{reads=sourcetype=acme_vpn, mapped=true,"
                                + " fields=[vlan]}]}",
                        "reads=sourcetype=nobody, mapped=false");
    }

    private static void mapping(Path directory, String name, String fields) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), """
                source: %1$s
                follows: synthetic
                sourcetype: %1$s
                events:
                  - name: Any
                    %2$s
                """.formatted(name, fields));
    }

    @Test
    void tableAndDocumentSayTheSame() {
        CoverageReport report = new CoverageReport(coverage, mappings);

        assertThat(report.lines())
                .contains("      1        1  Sysmon EventID 1", "      1        1  T1021.006 Windows Remote Management")
                .endsWith("1 run, 3 refused");
        assertThat(report.document().get("by_data_source").toString())
                .contains("{data_source=Sysmon EventID 1, runs=1, refused=1}");
        assertThat(report.document().get("by_technique").toString())
                .contains("{technique=T1021.006, name=Windows Remote Management, tactics=[Lateral Movement], runs=1,"
                        + " refused=1}");
    }
}
