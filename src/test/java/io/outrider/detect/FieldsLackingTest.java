package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.rule.Search;
import io.outrider.spl.Compilation;
import io.outrider.spl.LookupSource;
import io.outrider.spl.Macros;
import io.outrider.spl.SplCompiler;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a search reads that neither events with the fields {@code a}, {@code p.b} and {@code p.q{}.c} nor it itself have. */
class FieldsLackingTest {

    private static final Set<String> EVENT = Set.of("a", "p.b", "p.q{}.c");

    private static Search search(String text) {
        Compilation compilation = new SplCompiler(
                        new Macros(List.of()),
                        DataModels.standard(),
                        name -> new LookupSource.Missing("no lookup in this test"))
                .compile(text);
        assertThat(compilation).as(text).isInstanceOf(Compilation.Compiled.class);
        return ((Compilation.Compiled) compilation).search();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', emptyValue = "", textBlock = """
            a=x | stats count by a p.b                                           ~ ''
            a=x | stats count by d                                               ~ d
            d=x | stats count by a                                               ~ d
            a=x | rename p.* AS * | stats count by b                             ~ ''
            a=x | rename p.* AS * | stats count by d                             ~ d
            a=x | rename p.* AS * | rename q{}.* AS * | stats count by c d       ~ d
            a=x | rename p.* AS r.* | rename r.b AS d | stats count by d         ~ ''
            a=x | spath input=a | stats count by d                               ~ ''
            a=x | spath input=d | stats count by e                               ~ d e
            a=x | spath | stats count by d                                       ~ d
            a=x | rex field=a "(?<d>.)" | stats count by d                       ~ ''
            a=x | eval d=if(a="x", "", d) | stats count by d                     ~ ''
            a=x | eval d=coalesce(d, a) | stats count by d                       ~ ''
            a=x | eval d=if(d="x", a, d) | stats count by d                      ~ d
            a=x | eval d=lower(d) | stats count by d                             ~ d
            """)
    void whatSearchMakesItselfItDoesNotLack(String text, String lacking) {
        assertThat(FieldsLacking.of(search(text), (field, below) -> EVENT.contains(field) || field.equals("_raw")))
                .containsExactlyElementsOf(lacking.isEmpty() ? List.of() : List.of(lacking.split(" ")));
    }
}
