package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Search;
import io.outrider.spl.Compilation;
import io.outrider.spl.LookupSource;
import io.outrider.spl.Macros;
import io.outrider.spl.SplCompiler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search reads of its events. */
class FieldsReadTest {

    private static final LookupTable KINDS =
            new LookupTable("kinds", List.of("name", "kind"), List.of(List.of("a", "b")), Map.of(), true, 0, 100, null);

    private static Search search(String text) {
        Compilation compilation = new SplCompiler(
                        new Macros(List.of()), DataModels.standard(), name -> new LookupSource.Found(KINDS))
                .compile(text);
        assertThat(compilation).as(text).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).search();
    }

    // Search, what it needs of an event, what must be at hand from behind its condition on.
    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a=x | stats count by b                                         ~ a b     ~ b
            a=x | stats sum(c) by b                                        ~ a b c   ~ b c
            a=x | eval b=c.d, e=b | stats count by e                       ~ a c d   ~ b c d e
            a=x | where len(b)>1 | stats count by c                        ~ a b c   ~ b c
            a=x | rex field=b "(?<c>.)" | stats count by c                 ~ a b     ~ b c
            a=x | rename b AS c | stats count by c                         ~ a b     ~ b c
            a=x | lookup kinds name AS b OUTPUT kind | stats count by kind ~ a b     ~ b kind
            a=x | regex b="y" | stats count by c                           ~ a b c   ~ b c
            a=x | stats count by b | eval c=d                              ~ a b     ~ b
            """)
    void fieldThatAStageGivesIsNotNeededButIsAtHand(String text, String needed, String gathered) {
        assertThat(FieldsRead.of(search(text))).containsExactly(needed.split(" "));
        assertThat(FieldsRead.gathered(search(text))).containsExactly(gathered.split(" "));
    }

    @Test
    void whereAnyFieldMayBeReadThoseThatAreNamedAreTold() {
        Search search = search("a=x | rename b* AS c* | stats count by c1");

        assertThat(FieldsRead.of(search)).isEqualTo(Set.of("a", "c1"));
        assertThat(FieldsRead.gathered(search)).isNull();
    }
}
