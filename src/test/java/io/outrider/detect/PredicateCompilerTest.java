package io.outrider.detect;

import static io.outrider.detect.Synthetic.differs;
import static io.outrider.detect.Synthetic.fields;
import static io.outrider.detect.Synthetic.matches;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Fields;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredicateCompilerTest {

    private static boolean holds(Predicate predicate, Fields fields) {
        return PredicateCompiler.compile(predicate).test(fields);
    }

    @Test
    void searchWithoutConditionsHoldsAlways() {
        assertThat(holds(new Predicate.Always(), fields())).isTrue();
    }

    @Test
    void absentFieldMatchesNothingNotEvenTheStar() {
        assertThat(holds(matches("user", "*"), fields("host", "h"))).isFalse();
    }

    @Test
    void emptyFieldMatchesTheStar() {
        assertThat(holds(matches("user", "*"), fields("user", ""))).isTrue();
    }

    @Test
    void valuesCompareWithoutRegardToCaseAndFieldNamesWithIt() {
        assertThat(holds(matches("user", "ROOT"), fields("user", "root"))).isTrue();
        assertThat(holds(matches("User", "root"), fields("user", "root"))).isFalse();
    }

    @Test
    void notMatchesAnEventWithoutTheFieldAndUnequalDoesNot() {
        assertThat(holds(new Predicate.Not(matches("user", "root")), fields())).isTrue();
        assertThat(holds(differs("user", "root"), fields())).isFalse();
    }

    @Test
    void multivalueFieldMatchesWhenAnyOfItsValuesDoes() {
        Fields fields = fields("user", "root|bob");
        assertThat(holds(matches("user", "BOB"), fields)).isTrue();
        assertThat(holds(matches("user", "amy"), fields)).isFalse();
        assertThat(holds(matches("user", "*t\nb*"), fields)).isFalse();
    }

    @Test
    void multivalueFieldIsUnequalWhenAnyOfItsValuesIsAndNotOnlyWhenNoneIsEqual() {
        Fields fields = fields("user", "root|bob");
        assertThat(holds(differs("user", "root"), fields)).isTrue();
        assertThat(holds(new Predicate.Not(matches("user", "root")), fields)).isFalse();
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "10, >, 9, true",
        "10, <, 9, false",
        "9, >=, 9.0, true",
        "9, <=, 9.0, true",
        "abc, <, ABD, true",
        "ABC, >=, abc, true",
        "x, >, 9, true",
        "10, >, x, false",
        "-1, <, 0, true",
    })
    void numbersAreOrderedAsNumbersAndOthersAsTextsWithoutRegardToCase(
            String value, String symbol, String bound, boolean holds) {
        for (Order order : Order.values()) {
            if (order.symbol().equals(symbol)) {
                assertThat(holds(new Predicate.Compares("code", order, bound), fields("code", value)))
                        .isEqualTo(holds);
            }
        }
    }

    @Test
    void absentFieldIsInNoOrder() {
        for (Order order : Order.values()) {
            assertThat(holds(new Predicate.Compares("code", order, "1"), fields()))
                    .isFalse();
        }
    }

    @Test
    void multivalueFieldIsInOrderWhenAnyOfItsValuesIs() {
        assertThat(holds(new Predicate.Compares("code", Order.GREATER, "5"), fields("code", "1|9")))
                .isTrue();
    }

    @Test
    void rangeMatchesItsAddressesAndItsOwnText() {
        Predicate range = new Predicate.Matches("host", new Predicate.Pattern.Cidr("10.0.0.0/8"));
        assertThat(holds(range, fields("host", "10.1.2.3"))).isTrue();
        assertThat(holds(range, fields("host", "10.0.0.0/8"))).isTrue();
        assertThat(holds(range, fields("host", "11.1.2.3"))).isFalse();
        assertThat(holds(new Predicate.Not(range), fields())).isTrue();
    }

    @Test
    void rangeThatIsNoneIsItsText() {
        Predicate range = new Predicate.Matches("host", new Predicate.Pattern.Cidr("a/B"));
        assertThat(holds(range, fields("host", "A/b"))).isTrue();
    }

    @Test
    void andNeedsAllAndOrNeedsOne() {
        Predicate yes = matches("user", "root");
        Predicate no = matches("user", "bob");
        Fields fields = fields("user", "root");
        assertThat(holds(new Predicate.And(List.of(yes, yes)), fields)).isTrue();
        assertThat(holds(new Predicate.And(List.of(yes, no)), fields)).isFalse();
        assertThat(holds(new Predicate.Or(List.of(no, yes)), fields)).isTrue();
        assertThat(holds(new Predicate.Or(List.of(no, no)), fields)).isFalse();
    }
}
