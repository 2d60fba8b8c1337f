package io.outrider.content;

import static io.outrider.content.ContentFolder.detection;
import static io.outrider.content.ContentFolder.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentLoaderTest {

    @TempDir
    Path temp;

    private Path root;
    private ContentFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("content"));
        folder = new ContentFolder(root);
    }

    @Test
    void detectionsComeInTheOrderOfTheirPaths() throws IOException {
        folder.with("b/z.yaml", detection("Z")).with("a/y.yml", detection("Y")).with("x.yml", detection("X"));

        Content content = folder.load();

        assertThat(content.problems()).isEmpty();
        assertThat(content.rules()).extracting(rule -> rule.about().name()).containsExactly("Y", "Z", "X");
    }

    @Test
    void idThatIsTooLongForAnIndexOfADatabaseIsRefused() throws IOException {
        folder.with("a.yml", detection("A").replace("id of A", "x".repeat(200)))
                .with("b.yml", detection("B").replace("id of B", "y".repeat(201)));

        Content content = folder.load();

        assertThat(content.rules()).extracting(rule -> rule.about().name()).containsExactly("A");
        assertThat(content.entries().stream().flatMap(entry -> entry.problems().stream()))
                .extracting(problem -> ContentFolder.shown(problem))
                .singleElement()
                .asString()
                .startsWith("ERROR b.yml")
                .endsWith(" id: expected an id of at most 200 characters, but found 201");
    }

    @Test
    void onlyYamlOutsideTheOtherFoldersIsADetection() throws IOException {
        folder.with("a.yml", detection("A"))
                .with("readme.md", "no detection")
                .with("lookups/b.yml", "name: b")
                .with("data_sources/c.yml", "name: c")
                .with("deployments/d.yml", "name: d")
                .with(".git/e.yml", "name: e")
                .with(".f.yml", "name: f");

        Content content = folder.load();

        assertThat(content.entries()).hasSize(1);
        assertThat(content.problems()).isEmpty();
    }

    @Test
    void linkIsFollowedWithinTheFolderOnly() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside.yml"), detection("Outside"));
        folder.with(".data/a.yml", detection("A"));
        Files.createSymbolicLink(root.resolve("a.yml"), Path.of(".data/a.yml"));
        Files.createSymbolicLink(root.resolve("b.yml"), outside);
        Files.createSymbolicLink(root.resolve("c"), root);

        Content content = folder.load();

        assertThat(content.rules()).extracting(rule -> rule.about().name()).containsExactly("A");
        assertThat(content.problems())
                .extracting(problem -> Path.of(problem.file()).getFileName().toString())
                .containsExactlyInAnyOrder("b.yml", "c");
    }

    @Test
    void folderThatTheOperatorNamesIsFollowedThoughItIsALink() throws IOException {
        folder.with("a.yml", detection("A").replace("dest'", "dest | `inside` | `beside`'"))
                .with("macros/m.yml", macro("inside", "search *"));
        new ContentFolder(temp).with("macros/m.yml", macro("beside", "search *"));
        Path link = Files.createDirectory(temp.resolve("links")).resolve("content");
        Files.createSymbolicLink(link, root);

        Content content = folder.load(link);

        assertThat(content.problems()).isEmpty();
        assertThat(content.entries())
                .extracting(Content.Entry::file)
                .containsExactly(link.resolve("a.yml").toString());
        assertThat(content.rules()).hasSize(1);
        // By both of its names it is one folder.
        assertThat(folder.load(link, root).entries()).hasSize(1);
    }

    @Test
    void folderOfMacrosThatIsALinkIsFollowedInsideAndBeside() throws IOException {
        folder.with("a.yml", detection("A").replace("dest'", "dest | `inside` | `beside`'"));
        Path elsewhere = temp.resolve("elsewhere");
        new ContentFolder(elsewhere)
                .with("one/m.yml", macro("inside", "search *"))
                .with("two/m.yml", macro("beside", "search *"));
        Files.createSymbolicLink(root.resolve("macros"), elsewhere.resolve("one"));
        Files.createSymbolicLink(temp.resolve("macros"), elsewhere.resolve("two"));

        Content content = folder.load();

        assertThat(content.problems()).isEmpty();
        assertThat(content.rules()).hasSize(1);
    }

    @Test
    void linkThatLeadsOutOfALinkedFolderIsRefused() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside.yml"), macro("m", "search *"));
        folder.with("a.yml", detection("A")).with("sub/readme.md", "synthetic");
        Files.createSymbolicLink(root.resolve("b.yml"), outside);
        Path linked = Files.createDirectory(temp.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("m.yml"), outside);
        Files.createSymbolicLink(root.resolve("macros"), linked);
        Files.createSymbolicLink(root.resolve("sub/macros"), linked);
        Path link = Files.createSymbolicLink(temp.resolve("link"), root);

        Content content = folder.load(link);

        assertThat(content.rules()).hasSize(1);
        assertThat(content.problems())
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING))
                .extracting(Problem::file)
                .containsExactlyInAnyOrder(
                        link.resolve("b.yml").toString(),
                        link.resolve("macros/m.yml").toString(),
                        link.resolve("sub/macros").toString());
    }

    @Test
    void linkedFolderOfMacrosThatIsTheFolderItselfIsNotFollowed() throws IOException {
        folder.with("a.yml", detection("A"));
        Files.createSymbolicLink(root.resolve("macros"), root);

        Content content = folder.load();

        assertThat(content.rules()).hasSize(1);
        assertThat(content.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.severity()).isEqualTo(Problem.Severity.WARNING));
    }

    @Test
    void missingFolderIsAProblem() {
        Content content = folder.load(root.resolve("nothing"));

        assertThat(shown(content.problems()))
                .containsExactly("ERROR nothing 1:1 file: expected a directory, but found none");
    }

    @Test
    void folderGivenTwiceIsLoadedOnce() throws IOException {
        folder.with("sub/a.yml", detection("A"));

        Content content = folder.load(root, root.resolve("sub"), root);

        assertThat(content.entries()).hasSize(1);
        assertThat(content.rules()).hasSize(1);
    }

    @Test
    void fileThatIsTooLongIsRefused() throws IOException {
        folder.with("a.yml", detection("A", "#" + "x".repeat(ContentFile.MOST_BYTES)));

        assertThat(problems(folder.load()))
                .containsExactly(
                        "ERROR a.yml 1:1 file: expected a file of at most 1048576 bytes, but found a longer one");
    }

    @Test
    void fileThatIsNoUtf8IsRefused() throws IOException {
        Files.write(root.resolve("a.yml"), new byte[] {'a', ':', ' ', (byte) 0xFF});

        assertThat(problems(folder.load()))
                .containsExactly("ERROR a.yml 1:1 file: expected UTF-8, but found bytes that are none");
    }

    @Test
    void fileWithoutSearchIsAProblemAndNoCrash() throws IOException {
        folder.with("a.yml", "name: a lookup\n")
                .with("b.yml", "- a list\n")
                .with("c.yml", "")
                .with("d.yml", "text");

        assertThat(problems(folder.load()))
                .containsExactly(
                        "ERROR a.yml 1:1 search: expected a detection, but found no key search; other content belongs"
                                + " into another folder",
                        "ERROR b.yml 1:1 file: expected a YAML mapping, but found a list",
                        "ERROR c.yml 1:1 file: expected a YAML mapping, but found an empty file",
                        "ERROR d.yml 1:1 file: expected a YAML mapping, but found 'text'");
    }

    @Test
    void badYamlIsAProblemWithItsPlace() throws IOException {
        folder.with("a.yml", "name: a\nsearch: 'open\n");

        assertThat(problems(folder.load()))
                .singleElement()
                .asString()
                .startsWith("ERROR a.yml 3:1 yaml: expected YAML");
    }

    @Test
    void hostileYamlIsRefused() throws IOException {
        folder.with("deep.yml", "a: " + "[".repeat(100_000))
                .with("aliases.yml", "a: &a x\nb: [" + "*a, ".repeat(100) + "]\n")
                .with("self.yml", "search: &a [ *a ]\n")
                .with("tag.yml", "search: !!javax.script.ScriptEngineManager [ ]\n")
                .with("two.yml", "a: b\n---\na: b\n")
                .with("control.yml", "a: \u0001\n");

        Content content = folder.load();

        assertThat(content.entries()).hasSize(6);
        assertThat(content.rules()).isEmpty();
        assertThat(problems(content))
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo("ERROR deep.yml 1:35 yaml: expected YAML of at most 32 levels, but found more"));
        assertThat(problems(content))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("ERROR aliases.yml 2:")
                        .endsWith("at most 32 aliases, but found more"));
    }

    @Test
    void everyMissingKeyAndWrongTypeIsNamed() throws IOException {
        folder.with("a.yml", """
                name: 5
                id: ''
                version: one
                references: not a list
                tags:
                  impact: 101
                  mitre_attack_id: [5]
                  observable:
                  - name: dest
                search: [x]
                tags: {}
                """);

        assertThat(problems(folder.load()))
                .containsExactly(
                        "ERROR a.yml 1:1 type: expected the key type, but found none",
                        "ERROR a.yml 1:1 description: expected the key description, but found none",
                        "ERROR a.yml 1:7 name: expected a text for name, but found '5' (int, not quoted)",
                        "ERROR a.yml 2:5 id: expected a text for id, but found a blank one",
                        "ERROR a.yml 3:10 version: expected a number from 0 to 2147483647 for version, but found 'one'",
                        "ERROR a.yml 4:13 references: expected a list for references, but found 'not a list'",
                        "ERROR a.yml 10:9 search: expected a text for search, but found a list",
                        "ERROR a.yml 11:1 tags: expected the key tags once, but found it again");
    }

    @Test
    void secondDetectionWithOneIdOrNameIsRefused() throws IOException {
        folder.with("a.yml", detection("A"))
                .with("b.yml", detection("A").replace("id of A", "other"))
                .with("c.yml", detection("C").replace("id of C", "id of A"));

        Content content = folder.load();

        assertThat(content.rules()).hasSize(1);
        assertThat(problems(content))
                .containsExactly(
                        "ERROR b.yml 1:7 name: expected one detection with the name A, but found a second; the first is"
                                + " in " + root.resolve("a.yml"),
                        "ERROR c.yml 2:5 id: expected one detection with the id id of A, but found a second; the first"
                                + " is in " + root.resolve("a.yml"));
    }

    @Test
    void problemOfTheSearchStandsWhereItIsInTheFile() throws IOException {
        String file = detection("A").replaceFirst("search: .*", """
                        search: '| tstats count from datamodel=Endpoint.Processes
                          where Processes.process="it''s" by Processes.dest
                          | lookup x y | where frob(count)
                          | `nothing`'""");
        folder.with("a.yml", file);
        assertThat(problems(folder.load()))
                .singleElement()
                .asString()
                .startsWith("ERROR a.yml 9:5 nothing: expected a file for macro nothing ");

        folder.with("a.yml", file.replace("| `nothing`", ""));
        assertThat(problems(folder.load()))
                .satisfiesExactly(
                        lookup -> assertThat(lookup).startsWith("ERROR a.yml 8:12 x: expected a lookup table x"),
                        frob -> assertThat(frob).startsWith("ERROR a.yml 8:24 frob: "));
    }

    @Test
    void ownFilterMacroIsEmptyUnlessItIsDefined() throws IOException {
        String file = detection("My Detection (New) - v2").replace("dest'", "dest | `%s_filter`'");
        folder.with("file_name.yml", file.formatted("file_name"));
        assertThat(problems(folder.load())).isEmpty();

        folder.with("file_name.yml", file.formatted("my_detection_new_v2"));
        assertThat(problems(folder.load())).isEmpty();
        assertThat(folder.load().rules().get(0).tail()).isEmpty();

        folder.with("file_name.yml", file.formatted("other"));
        assertThat(problems(folder.load())).singleElement().asString().contains("macro other_filter ");

        folder.with("file_name.yml", file.formatted("file_name"))
                .with("macros/f.yml", "name: file_name_filter\ndefinition: search NOT a=b\n");
        assertThat(folder.load().rules().get(0).tail()).hasSize(1);
    }

    @Test
    void macrosComeFromTheFolderItselfThenFromBesideThenFromOtherFolders() throws IOException {
        String file = detection("A").replace("dest'", "dest | `a` | `b` | `c`'");
        Path other = temp.resolve("other");
        new ContentFolder(other)
                .with("macros/m.yml", macro("a", "wrong"))
                .with("macros/c.yml", macro("c", "search Processes.dest=c"));
        new ContentFolder(temp)
                .with("macros/a.yml", macro("a", "wrong"))
                .with("macros/b.yml", macro("b", "search Processes.dest=b"));
        folder.with("a.yml", file).with("macros/a.yml", macro("a", "search Processes.dest=a"));

        Content content = folder.load(root, other);

        assertThat(content.problems()).isEmpty();
        assertThat(problems(content)).isEmpty();
        assertThat(content.rules().get(0).tail()).hasSize(3);
    }

    @Test
    void sharedMacrosComeLast() throws IOException {
        String file = detection("A").replace("dest'", "dest | `own` | `others` | `shared`'");
        Path other = temp.resolve("other");
        Path shared = temp.resolve("shared");
        new ContentFolder(other).with("macros/o.yml", macro("others", "search o=o"));
        new ContentFolder(shared)
                .with("a.yml", macro("own", "wrong"))
                .with("b.yml", macro("others", "wrong"))
                .with("c.yml", macro("shared", "search s=s"));
        folder.with("a.yml", file).with("macros/a.yml", macro("own", "search a=a"));

        Content content = new ContentLoader(DataModels.standard(), List.of(shared)).load(List.of(root, other));

        assertThat(content.problems()).isEmpty();
        assertThat(content.entries()).hasSize(1);
        assertThat(content.rules().get(0).tail()).hasSize(3);
    }

    @Test
    void missingFolderOfSharedMacrosIsAProblem() {
        Content content = new ContentLoader(DataModels.standard(), List.of(temp.resolve("none"))).load(List.of(root));

        assertThat(shown(content.problems()))
                .containsExactly("ERROR none 1:1 file: expected a directory, but found none");
    }

    @Test
    void macroThatIsMissingIsSaidWithTheFoldersThatItMayBePutInto() throws IOException {
        folder.with("a.yml", detection("A").replace("dest'", "dest | `ctme`'"))
                .with("macros/c.yml", macro("ctime", "search *"));

        assertThat(problems(folder.load()))
                .containsExactly(
                        "ERROR a.yml 6:79 ctme: expected a file for macro ctme in a folder macros/ inside or beside"
                                + " the detections (" + root.resolve("macros") + ", " + temp.resolve("macros")
                                + "), but found none; copy the publisher's file there, or write one with name, arguments and"
                                + " definition; did you mean ctime?");
    }

    @Test
    void blankFilterKeepsEveryRow() throws IOException {
        folder.with("a.yml", detection("A").replace("dest'", "dest | `a_filter` | `b_filter` | `c_filter`'"))
                .with("macros/a.yml", "name: a_filter\ndefinition: ''\n")
                .with("macros/b.yml", "name: b_filter\ndefinition: '  '\n")
                .with("macros/c.yml", "name: c_filter\ndefinition:\n");

        Content content = folder.load();

        assertThat(content.problems()).isEmpty();
        assertThat(problems(content)).isEmpty();
        assertThat(content.rules().get(0).tail()).isEmpty();
    }

    @Test
    void otherBlankMacroIsReplacedByNothingWithAWarning() throws IOException {
        folder.with("a.yml", detection("A").replace("tstats count", "tstats `m` count"))
                .with("macros/m.yml", "name: m\ndefinition: ' '\n");

        Content content = folder.load();

        assertThat(shown(content.problems()))
                .containsExactly(
                        "WARNING m.yml 2:13 m: expected a definition of macro m, but found a blank one; its calls"
                                + " are replaced by nothing");
        assertThat(content.rules()).hasSize(1);
    }

    @Test
    void secondDefinitionOfAMacroIsAProblem() throws IOException {
        folder.with("macros/a.yml", macro("m", "search *"))
                .with("macros/b.yml", "name: m\narguments: [x]\ndefinition: search *")
                .with("macros/c.yml", macro("m", "search x=y"));

        assertThat(shown(folder.load().problems()))
                .containsExactly("ERROR c.yml 1:7 m: expected one definition of macro m, but found a second; the first"
                        + " is in " + root.resolve("macros/a.yml"));
    }

    @Test
    void badMacroFileIsAProblem() throws IOException {
        folder.with("macros/a.yml", "name: a\narguments: [x, x]\n").with("macros/b.yml", "]");

        assertThat(shown(folder.load().problems()))
                .satisfiesExactly(
                        missing -> assertThat(missing)
                                .isEqualTo("ERROR a.yml 1:1 definition: expected the key definition, but found none"),
                        twice -> assertThat(twice).startsWith("ERROR a.yml 2:12 arguments: "),
                        yaml -> assertThat(yaml).startsWith("ERROR b.yml 1:1 yaml: "));
    }

    private static String macro(String name, String definition) {
        return "name: " + name + "\ndefinition: " + definition + "\n";
    }

    private static List<String> problems(Content content) {
        return content.entries().stream()
                .flatMap(entry -> entry.problems().stream())
                .map(ContentFolder::shown)
                .toList();
    }
}
