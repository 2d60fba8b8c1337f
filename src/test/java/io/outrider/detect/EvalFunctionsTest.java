package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.fields;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** After Splunk Enterprise 9, Search Reference, "Evaluation functions": one table for each family. */
class EvalFunctionsTest {

    private static final Fields ROW = fields("a", "x|y|z", "b", "1|2", "n", "-2.5", "s", "Ab cD", "d", "x|y|x");

    private static Arguments of(Expression expression, String result) {
        return Arguments.of(expression, result);
    }

    private static Arguments of(String result, Function function, Expression... arguments) {
        return Arguments.of(call(function, arguments), result);
    }

    private static String show(Value value) {
        return value == null ? null : String.join("|", value.texts());
    }

    private static void check(Expression expression, String result) {
        assertThat(show(ExpressionCompiler.evaluator(expression).eval(ROW, NOON)))
                .isEqualTo(result);
    }

    static Stream<Arguments> multivalue() {
        return Stream.of(
                of("x", Function.MVINDEX, field("a"), number(0)),
                of("z", Function.MVINDEX, field("a"), number(-1)),
                of("y|z", Function.MVINDEX, field("a"), number(1), number(5)),
                of("x|y", Function.MVINDEX, field("a"), number(0), number(-2)),
                of(null, Function.MVINDEX, field("a"), number(3)),
                of(null, Function.MVINDEX, field("a"), number(-4)),
                of(null, Function.MVINDEX, field("a"), number(2), number(1)),
                of("Ab cD", Function.MVINDEX, field("s"), number(0)),
                of("3", Function.MVCOUNT, field("a")),
                of("x|y|z|1|2", Function.MVAPPEND, field("a"), field("absent"), field("b")),
                of("x|y", Function.MVDEDUP, field("d")),
                of("1", Function.MVFIND, field("a"), text("^y$")),
                of(null, Function.MVFIND, field("a"), text("q")),
                of("x, y, z", Function.MVJOIN, field("a"), text(", ")),
                of("x,1|y,2", Function.MVZIP, field("a"), field("b")),
                of("x-1|y-2", Function.MVZIP, field("a"), field("b"), text("-")),
                of("x|x|y", Function.MVSORT, field("d")),
                of("x|z", Function.MVFILTER, new Expression.Not(call(Function.MATCH, field("a"), text("y")))),
                of(null, Function.MVFILTER, compare(field("a"), "=", text("q"))),
                of(
                        "x1|y1|z1",
                        Function.MVMAP,
                        field("a"),
                        new Expression.Calculation(field("a"), Expression.Arithmetic.CONCATENATE, number(1))),
                of(
                        "x",
                        Function.MVMAP,
                        field("a"),
                        call(
                                Function.IF,
                                call(Function.ISNULL, call(Function.MVFIND, text("y"), field("a"))),
                                call(Function.NULLIF, field("a"), text("z")),
                                call(Function.NULL))),
                of("Ab|cD", Function.SPLIT, field("s"), text(" ")),
                of("|b c|", Function.SPLIT, text("Ab cA"), text("A")),
                of("A|b", Function.SPLIT, text("Ab"), text("")),
                of("a", Function.SPLIT, text("a"), text(";")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("multivalue")
    void multivalueFunction(Expression expression, String result) {
        check(expression, result);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                of("ab cd", Function.LOWER, field("s")),
                of("X|Y|Z", Function.UPPER, field("a")),
                of("b c", Function.TRIM, text("xb cx"), text("x")),
                of("b\n", Function.TRIM, text(" \tb\n")),
                of("bx", Function.LTRIM, text("xxbx"), text("x")),
                of("xxb", Function.RTRIM, text("xxbx"), text("x")),
                of("cd.exe", Function.SUBSTR, text("abcd.exe"), number(3)),
                of(".exe", Function.SUBSTR, text("abcd.exe"), number(-4)),
                of("ab", Function.SUBSTR, text("abcd"), number(0), number(2)),
                of("", Function.SUBSTR, text("abcd"), number(9), number(2)),
                of("ab", Function.SUBSTR, text("ab"), number(-9)),
                of("2/1/2026", Function.REPLACE, text("1/2/2026"), text("^(\\d+)/(\\d+)/"), text("\\2/\\1/")),
                of("a%20b", Function.REPLACE, text("a b"), text("\\s"), text("%20")),
                of("a b%é", Function.URLDECODE, text("a%20b%25%C3%A9")),
                of("100%", Function.URLDECODE, text("100%")),
                of("2", Function.LEN, text("ab")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("texts")
    void textFunction(Expression expression, String result) {
        check(expression, result);
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                of("2.5", Function.ABS, field("n")),
                of("-2", Function.CEILING, field("n")),
                of("-3", Function.FLOOR, field("n")),
                of(null, Function.ABS, field("s")),
                of("-3", Function.ROUND, field("n")),
                of("2.68", Function.ROUND, number(2.675), number(2)),
                of("1200", Function.ROUND, number(1234), number(-2)),
                of("8", Function.POW, number(2), number(3)),
                of(null, Function.POW, number(10), number(400)),
                of("10", Function.MAX, number(9), text("10"), field("absent")),
                of("Ab cD", Function.MAX, number(9), field("s")),
                of("9", Function.MIN, number(9), field("s")),
                of("1", Function.MIN, field("b")),
                of(null, Function.MIN, field("absent")),
                of("255", Function.TONUMBER, text("ff"), number(16)),
                of("255", Function.TONUMBER, text("0xFF"), number(16)),
                of("5", Function.TONUMBER, text("101"), number(2)),
                of("1.5", Function.TONUMBER, text(" 1.5")),
                of(null, Function.TONUMBER, text("12z"), number(10)),
                of(null, Function.TONUMBER, text("zz"), number(16)),
                of("0xFF", Function.TOSTRING, number(255), text("hex")),
                of("1,234,567.89", Function.TOSTRING, number(1234567.891), text("commas")),
                of("-12,345", Function.TOSTRING, number(-12345), text("commas")),
                of("123", Function.TOSTRING, number(123), text("commas")),
                of("00:10:15", Function.TOSTRING, number(615), text("duration")),
                of("2+03:00:01", Function.TOSTRING, number(2 * 86400 + 3 * 3600 + 1), text("duration")),
                of("615", Function.TOSTRING, number(615)),
                of("True", Function.TOSTRING, call(Function.TRUE)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("numbers")
    void numberFunction(Expression expression, String result) {
        check(expression, result);
    }

    static Stream<Arguments> times() {
        double noon = NOON.getEpochSecond();
        return Stream.of(
                of(Long.toString(NOON.getEpochSecond()), Function.NOW),
                of(
                        Long.toString(NOON.getEpochSecond() - 4200),
                        Function.RELATIVE_TIME,
                        number(noon + 17),
                        text("-70m@m")),
                of(
                        Long.toString(NOON.getEpochSecond() - 36 * 3600),
                        Function.RELATIVE_TIME,
                        number(noon),
                        text("-1d@d")),
                of(Long.toString(NOON.getEpochSecond() - 12 * 3600), Function.RELATIVE_TIME, number(noon), text("@d")),
                // 2026-03-01 is a Sunday.
                of(Long.toString(NOON.getEpochSecond() - 12 * 3600), Function.RELATIVE_TIME, number(noon), text("@w0")),
                of(
                        Long.toString(NOON.getEpochSecond() - (6 * 24 + 12) * 3600),
                        Function.RELATIVE_TIME,
                        number(noon),
                        text("@w1")),
                of(
                        Long.toString(NOON.getEpochSecond() - 28 * 86400),
                        Function.RELATIVE_TIME,
                        number(noon),
                        text("-1mon")),
                of(
                        Long.toString(NOON.getEpochSecond() - 12 * 3600 + 7200),
                        Function.RELATIVE_TIME,
                        number(noon),
                        text("@d+2h")),
                of(null, Function.RELATIVE_TIME, number(noon), text("yesterday")),
                of(null, Function.RELATIVE_TIME, text("no time"), text("-1d")),
                of("2026-03-01 12:00:00.000", Function.STRFTIME, number(noon), text("%Y-%m-%d %H:%M:%S.%3N")),
                of("0", Function.STRFTIME, number(noon), text("%w")),
                of("Sun Mar  1 12:00:00 2026", Function.STRFTIME, number(noon), text("%c")),
                of(Long.toString(NOON.getEpochSecond()), Function.STRPTIME, text("2026-03-01 12:00:00"), text("%F %T")),
                of(
                        Long.toString(NOON.getEpochSecond()),
                        Function.STRPTIME,
                        text("2026-03-01T13:00:00+01:00"),
                        text("%Y-%m-%dT%H:%M:%S%z")),
                of(
                        NOON.getEpochSecond() + ".25",
                        Function.STRPTIME,
                        text("01/Mar/2026 12:00:00.250 PM"),
                        text("%d/%b/%Y %I:%M:%S.%3N %p")),
                of(
                        Long.toString(NOON.getEpochSecond() - 12 * 3600),
                        Function.STRPTIME,
                        text("2026-03-01"),
                        text("%Y-%m-%d")),
                of(Long.toString(NOON.getEpochSecond() + 60), Function.STRPTIME, text("12:01"), text("%H:%M")),
                of(null, Function.STRPTIME, text("2026-02-30"), text("%Y-%m-%d")),
                of(null, Function.STRPTIME, text("no date"), text("%Y-%m-%d")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("times")
    void timeFunction(Expression expression, String result) {
        check(expression, result);
    }

    static Stream<Arguments> choices() {
        Expression one = compare(field("s"), "=", text("q"));
        Expression two = compare(field("b"), "=", number(2));
        return Stream.of(
                of("second", Function.CASE, one, text("first"), two, text("second")),
                of(null, Function.CASE, one, text("first")),
                of("default", Function.CASE, one, text("first"), call(Function.TRUE), text("default")),
                of("x", Function.NULLIF, text("x"), text("y")),
                of(null, Function.NULLIF, text("x"), text("x")),
                of("x", Function.NULLIF, text("x"), field("absent")),
                of(null, Function.NULL),
                of(compare(number(1), "=", call(Function.NULL)), null),
                of("False", Function.FALSE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("choices")
    void choice(Expression expression, String result) {
        check(expression, result);
    }

    @ParameterizedTest
    @EnumSource(
            value = Function.class,
            names = {
                "ABS",
                "CEILING",
                "FLOOR",
                "LEN",
                "LOWER",
                "LTRIM",
                "MVCOUNT",
                "MVDEDUP",
                "MVFIND",
                "MVINDEX",
                "MVJOIN",
                "MVSORT",
                "MVZIP",
                "POW",
                "RELATIVE_TIME",
                "REPLACE",
                "ROUND",
                "RTRIM",
                "SPLIT",
                "STRFTIME",
                "STRPTIME",
                "SUBSTR",
                "TONUMBER",
                "TOSTRING",
                "TRIM",
                "UPPER",
                "URLDECODE"
            })
    void functionOfNullIsNull(Function function) {
        int arguments = 1;
        while (!function.takes(arguments)) {
            arguments++;
        }
        Expression[] absent = new Expression[arguments];
        java.util.Arrays.fill(absent, text("1"));
        absent[0] = field("absent");
        check(call(function, absent), null);
    }

    @ParameterizedTest
    @EnumSource(Function.class)
    void everyFunctionIsCompiled(Function function) {
        int arguments = 0;
        while (!function.takes(arguments)) {
            arguments++;
        }
        Expression[] same = new Expression[arguments];
        java.util.Arrays.fill(same, field("a"));
        assertThat(ExpressionCompiler.evaluator(call(function, same))).isNotNull();
    }

    @Test
    void caseTakesPairs() {
        assertThatThrownBy(() ->
                        ExpressionCompiler.evaluator(call(Function.CASE, call(Function.TRUE), text("x"), text("y"))))
                .hasMessageContaining("pairs");
    }

    @Test
    void mvfilterNamesOneField() {
        assertThatThrownBy(() ->
                        ExpressionCompiler.evaluator(call(Function.MVFILTER, compare(field("a"), "=", field("b")))))
                .hasMessageContaining("one field");
    }
}
