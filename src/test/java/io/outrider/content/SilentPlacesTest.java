package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warning about a search that never gives a row stands at the command that lets none through. */
class SilentPlacesTest {

    // Stands before the command that is expected to be named.
    private static final String MARK = "§";

    private static final String HEAD = """
            name: a
            id: id of a
            version: 1
            type: TTP
            description: synthetic
            search: |-
            """;

    @TempDir
    private Path temp;

    private List<Problem> problems(String search) throws IOException {
        return new ContentFolder(temp)
                .with("d/a.yml", HEAD + search.indent(2))
                .with("macros/never.yml", "name: never\ndefinition: search c=1\n")
                .load(temp.resolve("d"))
                .entries()
                .get(0)
                .problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a condition of the events, and one on rows of a table
                """
                §search a=x
                  NOT a=x
                """,
                """
                search a=x
                | stats count by b | eval d=1
                | where d=1 | §search c=1
                """,
                // the first grouping, and one of rows
                """
                | from datamodel Web.Web
                | §stats count by no_such_field
                """,
                """
                search a=x
                | stats count by b
                | §stats count by c
                """,
                """
                | §tstats count from datamodel=Web.Web where Web.url="x" NOT Web.url="x" by Web.url
                """,
                // equal stages at several places: the first that is reached
                """
                search a=x
                | search b=*
                | stats count by c
                | §search b=*
                | search b=*
                """,
                // in a search beside it, and where the two meet
                """
                search a=x
                | stats count by b
                | join b [search a=y
                  | stats count by b
                  | §search e=1]
                """,
                """
                search a=x
                | stats count by b
                | §join c [search a=y
                  | stats count by c]
                """,
                // a macro is where it is called
                """
                search a=x
                | stats count by b
                | §`never`
                """
            })
    void warningNamesThePlaceOfTheCommand(String marked) throws IOException {
        String text = HEAD + marked.indent(2);
        String before = text.substring(0, text.indexOf(MARK));
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');

        assertThat(problems(marked.replace(MARK, "")))
                .filteredOn(problem -> problem.message().contains("this one never does"))
                .extracting(problem -> problem.line() + ":" + problem.column())
                .containsExactly(line + ":" + column);
    }

    @Test
    void searchThatMayGiveARowHasNoWarning() throws IOException {
        assertThat(problems("search a=x | stats count by b | search b=1")).isEmpty();
    }
}
