package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.rule.LookupTable;
import io.outrider.rule.LookupTable.Matching;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lookup tables on disk, by synthetic files. */
class LookupsTest {

    private static final String TOOLS = "name,note\nabc.exe,first\n*.tmp , \"second, with comma\"\n";

    @TempDir
    private Path temp;

    private ContentFolder folder;

    @BeforeEach
    void folder() {
        folder = new ContentFolder(temp);
    }

    private static String detection(String name, String lookup) {
        return """
                name: %s
                id: id of %s
                version: 1
                type: TTP
                description: synthetic
                search: '| tstats count from datamodel=Endpoint.Processes by Processes.process_name | lookup %s'
                """.formatted(name, name, lookup);
    }

    private static LookupTable table(Rule rule) {
        return ((Stage.Lookup) rule.tail().get(0)).table();
    }

    private LookupTable onlyTable(Content content) {
        assertThat(ContentFolder.shown(content.entries().get(0).problems())).isEmpty();
        return table(content.rules().get(0));
    }

    private String firstMessage() {
        return folder.load(temp.resolve("d")).entries().get(0).problems().get(0).message();
    }

    @Test
    void tableIsFoundByItsFileNameWithSplunksDefaults() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("d/lookups/tools.csv", TOOLS);

        assertThat(onlyTable(folder.load(temp.resolve("d"))))
                .isEqualTo(new LookupTable(
                        "tools",
                        List.of("name", "note"),
                        List.of(List.of("abc.exe", "first"), List.of("*.tmp", "second, with comma")),
                        Map.of(),
                        true,
                        0,
                        100,
                        null));
    }

    @Test
    void definitionSaysHowTheTableIsUsed() throws IOException {
        folder.with("d/a.yml", detection("a", "known name AS process_name OUTPUT note"))
                .with("lookups/tools_2024.csv", TOOLS)
                .with("lookups/known.yml", """
                        name: known
                        filename: tools_2024.csv
                        match_type: WILDCARD(name), CIDR(note)
                        case_sensitive_match: 'false'
                        min_matches: 1
                        max_matches: 2
                        default_match: 'false'
                        """);

        LookupTable table = onlyTable(folder.load(temp.resolve("d")));

        assertThat(table.matching()).isEqualTo(Map.of("name", Matching.WILDCARD, "note", Matching.CIDR));
        assertThat(table.caseSensitive()).isFalse();
        assertThat(table.minMatches()).isEqualTo(1);
        assertThat(table.maxMatches()).isEqualTo(2);
        assertThat(table.defaultMatch()).isEqualTo("false");
    }

    @Test
    void definitionOf2025NamesItsTableByItsOwnFileName() throws IOException {
        folder.with("d/a.yml", detection("a", "known name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", TOOLS)
                .with(
                        "lookups/tools.yml",
                        "name: known\nlookup_type: csv\ncase_sensitive_match: false\nmatch_type:\n- WILDCARD(name)\n");

        assertThat(onlyTable(folder.load(temp.resolve("d"))).matching()).isEqualTo(Map.of("name", Matching.WILDCARD));
    }

    @Test
    void ownTableGoesBeforeThoseBesideAndOfOtherDirectories() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("d/lookups/tools.csv", "name,note\nown,1\n")
                .with("lookups/tools.csv", "name,note\nbeside,1\n")
                .with("e/b.yml", detection("b", "tools name AS process_name OUTPUT note"));

        Content content = folder.load(temp.resolve("d"), temp.resolve("e"));

        assertThat(content.rules())
                .extracting(rule -> table(rule).rows().get(0).get(0))
                .containsExactly("own", "beside");
    }

    @Test
    void detectionsShareOneTable() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("d/b.yml", detection("b", "tools name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", TOOLS);

        Content content = folder.load(temp.resolve("d"));

        assertThat(table(content.rules().get(0))).isSameAs(table(content.rules().get(1)));
    }

    @Test
    void detectionThatCanNeverFireForAnEmptyTableRunsWithAWarning() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS Processes.process_name OUTPUT note | search note=*"))
                .with("lookups/tools.csv", "name,note\n");

        Content content = folder.load(temp.resolve("d"));

        assertThat(content.rules()).hasSize(1);
        assertThat(ContentFolder.shown(content.entries().get(0).problems()))
                .containsExactly("WARNING a.yml 6:145 lookup tools: expected a search that can give a row, but this one"
                        + " never does: the lookup table tools has no rows; give it those of your own surroundings");
    }

    @Test
    void tableThatNoDetectionNamesIsNotRead() throws IOException {
        folder.with("d/a.yml", ContentFolder.detection("a")).with("lookups/broken.csv", "a,a\n");

        assertThat(folder.load(temp.resolve("d")).problems()).isEmpty();
    }

    @Test
    void brokenTableIsAProblemOfItsFileOnceAndRefusesItsDetections() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("d/b.yml", detection("b", "tools.csv name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", "name,note,name\n");

        Content content = folder.load(temp.resolve("d"));

        assertThat(ContentFolder.shown(content.problems()))
                .containsExactly("ERROR tools.csv 1:1 file: expected at most 512 columns of different names, but found"
                        + " [name, note, name]");
        assertThat(content.rules()).isEmpty();
    }

    @Test
    void rowOfAnotherLengthIsFittedAndTooManyValuesAreAWarning() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", "name,note\nx\n\ny,1,2\n\"a\nb\",\"c \"\"d\"\"\"\n");

        Content content = folder.load(temp.resolve("d"));

        assertThat(onlyTable(content).rows())
                .containsExactly(List.of("x", ""), List.of("y", "1"), List.of("a\nb", "c \"d\""));
        assertThat(ContentFolder.shown(content.problems()))
                .containsExactly(
                        "WARNING tools.csv 4:1 csv: expected 2 values, but found 3; those behind are set aside");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", "\uFEFF" + TOOLS);

        assertThat(onlyTable(folder.load(temp.resolve("d"))).columns()).containsExactly("name", "note");
    }

    @Test
    void missingTableSaysWhereToPutIt() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"));

        assertThat(firstMessage())
                .isEqualTo("expected a lookup table tools, but found none: there is no tools.yml or tools.csv in "
                        + temp.resolve("d/lookups") + " or " + temp.resolve("lookups")
                        + "; put its rows there as a CSV file");
    }

    @Test
    void keyValueCollectionIsRefusedUntilTheOperatorGivesItsRows() throws IOException {
        folder.with("d/a.yml", detection("a", "seen name AS process_name OUTPUT note"))
                .with("lookups/seen.yml", "name: seen\ncollection: seen\nfields_list: _key, name, note\n");

        assertThat(firstMessage())
                .contains(
                        "seen.yml says that it is a key-value collection, whose rows are kept in Splunk; put rows for it"
                                + " into seen.csv in ");

        folder.with("d/lookups/seen.csv", TOOLS);
        assertThat(onlyTable(folder.load(temp.resolve("d"))).rows()).hasSize(2);
    }

    @Test
    void columnThatTheTableLacksIsRefusedWithASuggestion() throws IOException {
        folder.with("d/a.yml", detection("a", "tools nme AS process_name OUTPUT note"))
                .with("lookups/tools.csv", TOOLS);

        assertThat(firstMessage())
                .isEqualTo(
                        "expected a column of the lookup table tools (name, note), but found nme; did you mean name?");
    }

    @Test
    void definitionWithAnotherMatchTypeIsAProblemOfItsFile() throws IOException {
        folder.with("d/a.yml", ContentFolder.detection("a"))
                .with("lookups/known.yml", "name: known\nfilename: x.csv\nmatch_type: REGEX(name)\n");

        assertThat(ContentFolder.shown(folder.load(temp.resolve("d")).problems()))
                .containsExactly(
                        "ERROR known.yml 3:13 match_type: expected WILDCARD, CIDR or EXACT for match_type, but found REGEX");
    }

    @Test
    void warningsBeyondTheFirstTwentyAreCounted() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", "name,note\n" + "x,1,2\n".repeat(23));

        List<String> shown = ContentFolder.shown(folder.load(temp.resolve("d")).problems());

        assertThat(shown).hasSize(21);
        assertThat(shown.get(0))
                .isEqualTo("WARNING tools.csv 1:1 csv: 3 more rows have more than 2 values; those behind"
                        + " are set aside");
    }

    @Test
    void secondTableOfOneNameIsAProblemOfItsFile() throws IOException {
        folder.with("d/a.yml", detection("a", "tools name AS process_name OUTPUT note"))
                .with("d/lookups/tools.csv", TOOLS)
                .with("d/z/lookups/tools.csv", "name,note\nother,1\n");

        Content content = folder.load(temp.resolve("d"));

        assertThat(onlyTable(content).rows().get(0).get(0)).isEqualTo("abc.exe");
        assertThat(content.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("z/lookups/tools.csv");
            assertThat(problem.message())
                    .isEqualTo("expected one table tools.csv, but found a second; the first is in "
                            + temp.resolve("d/lookups/tools.csv"));
        });
    }

    @Test
    void tableOfTimesIsRefusedAlsoWhereItsFileIsThere() throws IOException {
        folder.with("d/a.yml", detection("a", "seen name AS process_name OUTPUT note"))
                .with("lookups/tools.csv", TOOLS)
                .with("lookups/seen.yml", "name: seen\nfilename: tools.csv\ntime_field: note\n");

        assertThat(firstMessage()).contains("seen.yml says that it is a table of times (time_field), which is not run");
    }
}
