package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.fields;
import static io.outrider.detect.Synthetic.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.regex.RegexAborted;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {

    private static final Fields NONE = fields();

    private static Boolean truth(Expression expression, Fields fields) {
        return ExpressionCompiler.truth(expression).eval(fields, NOON);
    }

    private static Value value(Expression expression, Fields fields) {
        return ExpressionCompiler.evaluator(expression).eval(fields, NOON);
    }

    @Test
    void isNullAndIsNotNullAreNeverNull() {
        assertThat(truth(call(Function.ISNULL, field("a")), NONE)).isTrue();
        assertThat(truth(call(Function.ISNOTNULL, field("a")), NONE)).isFalse();
        assertThat(truth(call(Function.ISNULL, field("a")), fields("a", ""))).isFalse();
        assertThat(truth(call(Function.ISNOTNULL, field("a")), fields("a", ""))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Function.class,
            names = {"LIKE", "MATCH", "CIDRMATCH", "IN"})
    void conditionOnAnAbsentFieldIsNull(Function function) {
        assertThat(truth(call(function, field("a"), text("10.0.0.0/8")), NONE)).isNull();
        assertThat(truth(new Expression.Not(call(function, field("a"), text("10.0.0.0/8"))), NONE))
                .isNull();
    }

    @Test
    void inHoldsForAnEqualValueWithRegardToCase() {
        Expression in = call(Function.IN, field("a"), text("x"), text("y"));
        assertThat(truth(in, fields("a", "y"))).isTrue();
        assertThat(truth(in, fields("a", "Y"))).isFalse();
        assertThat(truth(in, fields("a", "z|x"))).isTrue();
        assertThat(truth(call(Function.IN, field("a"), text("10")), fields("a", "10.0")))
                .isTrue();
    }

    @Test
    void inIsNullWhereAnAbsentValueCouldHaveBeenEqual() {
        Expression in = call(Function.IN, field("a"), field("absent"), text("y"));
        assertThat(truth(in, fields("a", "y"))).isTrue();
        assertThat(truth(in, fields("a", "z"))).isNull();
    }

    @Test
    void likeIsOneFunctionAndOneOperator() {
        Fields fields = fields("a", "cmd.exe|x");
        assertThat(truth(call(Function.LIKE, field("a"), text("cmd%")), fields)).isTrue();
        assertThat(truth(new Expression.Like(field("a"), text("CMD%")), fields)).isFalse();
        assertThat(truth(new Expression.Like(field("absent"), text("%")), fields))
                .isNull();
        assertThat(truth(new Expression.Like(field("a"), field("absent")), fields))
                .isNull();
    }

    @Test
    void matchFindsAPatternAnywhereInAnyValue() {
        assertThat(truth(call(Function.MATCH, field("a"), text("b+c")), fields("a", "x|abbcd")))
                .isTrue();
        assertThat(truth(call(Function.MATCH, field("a"), text("^b")), fields("a", "ab")))
                .isFalse();
        assertThat(truth(call(Function.MATCH, field("a"), text("(?i)B")), fields("a", "ab")))
                .isTrue();
    }

    @Test
    void patternOfMatchMayComeFromAField() {
        assertThat(truth(call(Function.MATCH, field("a"), field("p")), fields("a", "abc", "p", "b.")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+\\1x$", "(?=(.*)(.*)(.*)x)b"})
    void catastrophicPatternEndsAndIsReported(String pattern) {
        // All texts that a match needs are there.
        assertAborted(pattern, "a".repeat(5_000) + "!xb", "steps");
    }

    @Test
    void patternThatNestsDeeplyEndsAndIsReported() {
        assertAborted("^(?!x)(a|b)+$", "a".repeat(1_000_000) + "!", "deeply");
    }

    private static void assertAborted(String pattern, String text, String reason) {
        Expression match = call(Function.MATCH, field("a"), text(pattern));
        Fields evil = fields("a", text);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> truth(match, evil))
                        .isInstanceOf(RegexAborted.class)
                        .hasMessageContaining(reason));
    }

    @Test
    void longestCommandLineOfWindowsIsWithinTheBound() {
        Expression match = call(Function.MATCH, field("a"), text("(?i)-enc\\w*\\s+[A-Za-z0-9+/=]{20,}$"));
        assertThat(truth(match, fields("a", "powershell -Encoded " + "A".repeat(32_000))))
                .isTrue();
    }

    @Test
    void cidrMatchTakesTheRangeFirst() {
        assertThat(truth(call(Function.CIDRMATCH, text("10.0.0.0/8"), field("a")), fields("a", "x|10.1.2.3")))
                .isTrue();
        assertThat(truth(call(Function.CIDRMATCH, text("10.0.0.0/8"), field("a")), fields("a", "11.1.2.3")))
                .isFalse();
        assertThat(truth(call(Function.CIDRMATCH, text("no range"), field("a")), fields("a", "10.1.2.3")))
                .isFalse();
    }

    @Test
    void coalesceGivesTheFirstValueThatIsThere() {
        Expression coalesce = call(Function.COALESCE, field("a"), field("b"), text("none"));
        assertThat(value(coalesce, fields("b", "2"))).isEqualTo(Value.of("2"));
        assertThat(value(coalesce, NONE)).isEqualTo(Value.of("none"));
        assertThat(value(call(Function.COALESCE, field("a")), NONE)).isNull();
    }

    @Test
    void ifTakesTheSecondWayForNullToo() {
        Expression conditional = call(Function.IF, compare(field("a"), "=", text("x")), text("yes"), text("no"));
        assertThat(value(conditional, fields("a", "x"))).isEqualTo(Value.of("yes"));
        assertThat(value(conditional, fields("a", "y"))).isEqualTo(Value.of("no"));
        assertThat(value(conditional, NONE)).isEqualTo(Value.of("no"));
    }

    @Test
    void lenCountsCharactersAndNotCodeUnits() {
        assertThat(value(call(Function.LEN, field("a")), fields("a", "a\uD83D\uDE00")))
                .isEqualTo(Value.of(2));
    }

    @Test
    void caseOfLettersDoesNotDependOnTheLocale() {
        assertThat(value(call(Function.LOWER, field("a")), fields("a", "TITLE")))
                .isEqualTo(Value.of("title"));
        assertThat(value(call(Function.UPPER, field("a")), fields("a", "title")))
                .isEqualTo(Value.of("TITLE"));
    }

    @Test
    void mvcountCountsValues() {
        assertThat(value(call(Function.MVCOUNT, field("a")), fields("a", "x|y|y")))
                .isEqualTo(Value.of(3));
        assertThat(value(call(Function.MVCOUNT, field("a")), fields("a", "x"))).isEqualTo(Value.of(1));
        assertThat(value(call(Function.MVCOUNT, field("a")), NONE)).isNull();
    }

    @Test
    void tonumberOfATextThatIsNoneHasNoValue() {
        assertThat(value(call(Function.TONUMBER, field("a")), fields("a", "1.50")))
                .isEqualTo(Value.of(1.5));
        assertThat(value(call(Function.TONUMBER, field("a")), fields("a", "x"))).isNull();
    }

    @Test
    void tostringOfAConditionIsItsWord() {
        assertThat(value(call(Function.TOSTRING, call(Function.ISNULL, field("a"))), NONE))
                .isEqualTo(Value.of("True"));
    }
}
