package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MacroExpanderTest {

    @Test
    void definitionIsPutInAsText() {
        assertThat(expand("a`x`b", macro("x", "1 OR 2"))).isEqualTo("a1 OR 2b");
    }

    @Test
    void quotedTextIsNotExpanded() {
        assertThat(expand("\"`x` \\\" `x`\" `x`", macro("x", "1"))).isEqualTo("\"`x` \\\" `x`\" 1");
    }

    @Test
    void argumentsLoseTheirQuotesAndKeepTheirCommas() {
        assertThat(expand("`f( \"a, \\\"b\\\"\" , c)`", new Macro("f", List.of("p", "q"), "[$q$|$p$]")))
                .isEqualTo("[c|a, \"b\"]");
    }

    @Test
    void dollarsAroundNoArgumentStay() {
        assertThat(expand("`f(1)`", new Macro("f", List.of("p"), "$5 $q$$p$ $p")))
                .isEqualTo("$5 $q$1 $p");
    }

    @Test
    void argumentIsNotSearchedForArguments() {
        assertThat(expand("`f($q$, 1)`", new Macro("f", List.of("p", "q"), "$p$ $q$")))
                .isEqualTo("$q$ 1");
    }

    @Test
    void macroInAnArgumentOfAnotherIsExpandedThere() {
        assertThat(expand("`f(1)`", new Macro("f", List.of("p"), "`g($p$)`"), new Macro("g", List.of("p"), "<$p$>")))
                .isEqualTo("<1>");
    }

    @Test
    void overloadIsChosenByTheNumberOfArguments() {
        Macro none = macro("f", "none");
        Macro one = new Macro("f", List.of("p"), "one");
        assertThat(expand("`f` `f()` `f(1)`", none, one)).isEqualTo("none none one");
    }

    @Test
    void placeBehindACallIsThatOfTheSearch() {
        Expansion expansion =
                new MacroExpander(new Macros(List.of(macro("x", "longer than the call")))).expand("a\n`x` b");

        int b = expansion.text().length() - 1;
        assertThat(expansion.position(b)).isEqualTo(new Position(6, 2, 5, List.of()));
        assertThat(expansion.position(2)).isEqualTo(new Position(2, 2, 1, List.of("x")));
        assertThat(expansion.position(b + 1)).isEqualTo(new Position(7, 2, 6, List.of()));
    }

    @Test
    void expansionThatDoublesIsEnded() {
        List<Macro> macros = new ArrayList<>();
        macros.add(macro("m0", " "));
        for (int i = 1; i < 30; i++) {
            macros.add(macro("m" + i, "`m" + (i - 1) + "``m" + (i - 1) + "`"));
        }
        MacroExpander expander = new MacroExpander(new Macros(macros));

        assertThatThrownBy(() -> expander.expand("`m29`"))
                .isInstanceOf(SplException.class)
                .hasMessageContaining("at most " + MacroExpander.MOST_CHARACTERS);
    }

    @Test
    void nestingThatIsTooDeepIsEnded() {
        List<Macro> macros = new ArrayList<>();
        macros.add(macro("m0", "x"));
        for (int i = 1; i <= MacroExpander.DEEPEST; i++) {
            macros.add(macro("m" + i, "`m" + (i - 1) + "`"));
        }
        MacroExpander expander = new MacroExpander(new Macros(macros));

        assertThat(expander.expand("`m" + (MacroExpander.DEEPEST - 1) + "`").text())
                .isEqualTo("x");
        assertThatThrownBy(() -> expander.expand("`m" + MacroExpander.DEEPEST + "`"))
                .isInstanceOf(SplException.class)
                .hasMessageContaining("nested at most");
    }

    @Test
    void searchThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> expand("x".repeat(MacroExpander.MOST_CHARACTERS + 1)))
                .isInstanceOf(SplException.class);
    }

    private static String expand(String search, Macro... macros) {
        return new MacroExpander(new Macros(List.of(macros))).expand(search).text();
    }

    private static Macro macro(String name, String definition) {
        return new Macro(name, List.of(), definition);
    }
}
