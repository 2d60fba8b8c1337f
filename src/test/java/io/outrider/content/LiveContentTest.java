package io.outrider.content;

import static io.outrider.content.ContentFolder.detection;
import static io.outrider.content.ContentFolder.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.content.LiveContent.Look;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that is edited while it is in use. Synthetic. */
class LiveContentTest {

    private static final String WITH_FILTER = detection("A").replace("dest'", "dest | `a_filter`'");

    @TempDir
    Path temp;

    private Path root;
    private ContentFolder folder;
    private LiveContent live;

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectory(temp.resolve("content"));
        folder = new ContentFolder(root).with("a.yml", WITH_FILTER).with("b.yml", detection("B"));
    }

    private void load() {
        live = new LiveContent(new ContentLoader(DataModels.standard(), List.of()), List.of(root), Clock.systemUTC());
    }

    /** Looks until a change has come to rest. */
    private Look.Changed change() {
        assertThat(live.look()).isInstanceOf(Look.Unsettled.class);
        return (Look.Changed) live.look();
    }

    private List<String> names() {
        return live.current().rules().stream().map(rule -> rule.about().name()).toList();
    }

    private Rule rule(String name) {
        return live.current().rules().stream()
                .filter(rule -> rule.about().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String filter(String definition) {
        return "name: a_filter\ndefinition: " + definition + "\n";
    }

    @Test
    void ruleThatTheEngineCannotRunIsRefusedAndKeepsNothingElseOut() throws IOException {
        Set<String> unsound = new HashSet<>();
        live = new LiveContent(
                new ContentLoader(
                        DataModels.standard(),
                        List.of(),
                        rule -> unsound.contains(rule.about().name()) ? Optional.of("synthetic") : Optional.empty()),
                List.of(root),
                Clock.systemUTC());
        unsound.add("C");
        folder.with("b.yml", detection("B") + "\n").with("c.yml", detection("C"));
        Look.Changed change = change();

        assertThat(names()).containsExactly("A", "B");
        assertThat(shown(change.problems()))
                .containsExactly("ERROR c.yml 6:9 search: expected a search that the engine runs, but it cannot compile"
                        + " this one: synthetic");

        unsound.add("B");
        folder.with("b.yml", detection("B").replace("count", "dc(Processes.user)"));
        assertThat(shown(change().problems()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("WARNING b.yml 6:9 search")
                .contains("the version of the file before this one stays in use");
        assertThat(names()).containsExactly("A", "B");
    }

    @Test
    void nothingIsLoadedWhereNothingChanged() throws IOException {
        load();
        Content before = live.current();

        assertThat(live.look()).isEqualTo(new Look.Unchanged());
        Files.setLastModifiedTime(root.resolve("a.yml"), FileTime.fromMillis(1));
        assertThat(live.look()).as("a touched file").isEqualTo(new Look.Unchanged());
        assertThat(live.current()).isSameAs(before);
    }

    @Test
    void newEditedAndDeletedFilesAreSeen() throws IOException {
        load();
        folder.with("c.yml", detection("C"));
        change();
        assertThat(names()).containsExactly("A", "B", "C");

        folder.with("c.yml", detection("D"));
        change();
        assertThat(names()).containsExactly("A", "B", "D");

        Files.delete(root.resolve("b.yml"));
        change();
        assertThat(names()).containsExactly("A", "D");
        assertThat(live.look()).isEqualTo(new Look.Unchanged());
    }

    @Test
    void editOfTheSameLengthAtTheSameTimeIsSeen() throws IOException {
        load();
        Path file = root.resolve("b.yml");
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, detection("X"));
        Files.setLastModifiedTime(file, time);

        change();
        assertThat(names()).containsExactly("A", "X");
    }

    @Test
    void editedTableIsLiveAndABrokenOneKeepsTheVersionBefore() throws IOException {
        folder.with("b.yml", detection("B").replace("dest'", "dest | lookup hosts host AS dest OUTPUT note'"))
                .with("lookups/hosts.csv", "host,note\na,1\n");
        load();
        Rule a = rule("A");
        Rule b = rule("B");

        folder.with("lookups/hosts.csv", "host,note\nb,2\n");
        change();
        assertThat(rule("B")).isNotEqualTo(b);
        assertThat(rule("A")).isSameAs(a);

        Rule edited = rule("B");
        folder.with("lookups/hosts.csv", "host,host\n");
        change();
        assertThat(rule("B")).isSameAs(edited);
        assertThat(shown(live.current().problems()))
                .singleElement()
                .asString()
                .contains("hosts.csv 1:1 file: expected at most 512 columns of different names");

        Files.delete(root.resolve("lookups/hosts.csv"));
        change();
        assertThat(shown(live.current().problems())).isEmpty();
        assertThat(live.current().entries().get(1).problems()).isNotEmpty();
    }

    @Test
    void onlyWhatChangedIsCompiledAnew() throws IOException {
        load();
        Rule a = rule("A");
        Rule b = rule("B");
        folder.with("c.yml", detection("C"));
        change();
        assertThat(rule("A")).isSameAs(a);
        assertThat(rule("B")).isSameAs(b);

        folder.with("macros/a_filter.yml", filter("search dest=x"));
        change();
        assertThat(rule("A")).as("calls the macro").isNotEqualTo(a);
        assertThat(rule("B")).as("does not").isSameAs(b);
    }

    @Test
    void brokenFileKeepsItsLastGoodVersionAndSaysSo() throws IOException {
        load();
        Rule b = rule("B");
        folder.with("b.yml", detection("B").replace("| tstats", "| tstatz"));

        Look.Changed changed = change();

        assertThat(rule("B")).isSameAs(b);
        assertThat(shown(changed.problems()))
                .singleElement()
                .asString()
                .startsWith("WARNING b.yml 6:")
                .endsWith("(the version of the file before this one stays in use)");

        folder.with("c.yml", detection("C"));
        assertThat(change().problems()).as("it is said once").isEmpty();

        folder.with("b.yml", detection("B", "status: production"));
        assertThat(change().problems()).isEmpty();
        assertThat(rule("B").about().status()).isEqualTo("production");
    }

    @Test
    void fileThatWasNeverGoodIsRefused() throws IOException {
        folder.with("b.yml", "no mapping");
        load();
        assertThat(names()).containsExactly("A");
        folder.with("b.yml", "no mapping either");
        change();
        assertThat(names()).containsExactly("A");
    }

    @Test
    void brokenFileDoesNotComeBackAfterItWasDeleted() throws IOException {
        load();
        Files.delete(root.resolve("b.yml"));
        change();
        folder.with("b.yml", "broken");
        change();

        assertThat(names()).containsExactly("A");
    }

    @Test
    void detectionThatAnotherFileTookOverIsNotKeptTwice() throws IOException {
        load();
        folder.with("b.yml", "broken").with("c.yml", detection("B", "status: production"));
        change();

        assertThat(names()).containsExactly("A", "B");
        assertThat(rule("B").about().status()).isEqualTo("production");
    }

    @Test
    void brokenFilterMacroKeepsFilteringAsBefore() throws IOException {
        folder.with("macros/a_filter.yml", filter("search dest=x"));
        load();
        Rule a = rule("A");
        folder.with("macros/a_filter.yml", filter("[search"));

        Look.Changed changed = change();

        assertThat(rule("A")).isSameAs(a);
        assertThat(shown(changed.problems()))
                .singleElement()
                .asString()
                .startsWith("WARNING a_filter.yml")
                .endsWith("(the version of the file before this one stays in use)");
    }

    @Test
    void macroThatBreaksADetectionLeavesItAsItWas() throws IOException {
        folder.with("macros/a_filter.yml", filter("search dest=x"));
        load();
        Rule a = rule("A");
        folder.with("macros/a_filter.yml", filter("searhc dest=x"));

        Look.Changed changed = change();

        assertThat(rule("A")).isSameAs(a);
        assertThat(shown(changed.problems())).singleElement().asString().startsWith("WARNING a.yml");
    }

    @Test
    void macrosBesideAreSeenThoughTheirFolderComesLater() throws IOException {
        load();
        Rule a = rule("A");
        new ContentFolder(temp).with("macros/a_filter.yml", filter("search dest=x"));
        change();

        assertThat(rule("A")).isNotEqualTo(a);
    }

    @Test
    void missingMacroThatComesMakesADetectionRun() throws IOException {
        folder.with("c.yml", detection("C").replace("dest'", "dest | `late`'"));
        load();
        assertThat(names()).containsExactly("A", "B");
        folder.with("macros/late.yml", "name: late\ndefinition: search dest=x\n");
        change();

        assertThat(names()).containsExactly("A", "B", "C");
    }

    @Test
    void directoryThatIsAwayKeepsAllOfItsDetections() throws IOException {
        load();
        Files.move(root, temp.resolve("away"));

        assertThat(live.look()).isEqualTo(new Look.Away(List.of(root)));
        assertThat(names()).containsExactly("A", "B");

        Files.move(temp.resolve("away"), root);
        assertThat(live.look()).isEqualTo(new Look.Unchanged());
    }

    @Test
    void writerThatNeverRestsIsNotWaitedForForEver() throws IOException {
        load();
        Look look = new Look.Unsettled();
        int looks = 0;
        while (look instanceof Look.Unsettled) {
            folder.with("b.yml", detection("B" + looks));
            look = live.look();
            looks++;
        }

        assertThat(look).isInstanceOf(Look.Changed.class);
        assertThat(looks).isLessThan(10);
    }

    @Test
    void loadedAnewIsWhatAFreshLoadGives() throws IOException {
        folder.with("macros/a_filter.yml", filter("search dest=x"))
                .with("dup.yml", detection("B"))
                .with("bad.yml", "name: [");
        load();
        folder.with("b.yml", detection("E")).with("macros/a_filter.yml", filter("search dest=y"));
        change();

        assertThat(live.current()).isEqualTo(folder.load());
    }
}
