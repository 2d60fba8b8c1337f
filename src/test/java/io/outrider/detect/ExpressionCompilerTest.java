package io.outrider.detect;

import static io.outrider.detect.Synthetic.NOON;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.fields;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Arithmetic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExpressionCompilerTest {

    private static final Fields NONE = fields();
    private static final Expression TRUE = compare(number(1), "=", number(1));
    private static final Expression FALSE = compare(number(1), "=", number(2));
    private static final Expression NULL = compare(field("absent"), "=", number(1));

    private static Boolean truth(Expression expression, Fields fields) {
        return ExpressionCompiler.truth(expression).eval(fields, NOON);
    }

    private static Expression operand(String name) {
        return switch (name) {
            case "true" -> TRUE;
            case "false" -> FALSE;
            default -> NULL;
        };
    }

    private static Boolean result(String name) {
        return name.equals("null") ? null : Boolean.valueOf(name);
    }

    @ParameterizedTest(name = "{0}, {1}: and {2}, or {3}, xor {4}")
    @CsvSource({
        "true, true, true, true, false",
        "true, false, false, true, true",
        "true, null, null, true, null",
        "false, true, false, true, true",
        "false, false, false, false, false",
        "false, null, false, null, null",
        "null, true, null, true, null",
        "null, false, false, null, null",
        "null, null, null, null, null",
    })
    void absentFieldsMakeALogicOfThreeValues(String left, String right, String and, String or, String xor) {
        assertThat(truth(new Expression.And(operand(left), operand(right)), NONE))
                .isEqualTo(result(and));
        assertThat(truth(new Expression.Or(operand(left), operand(right)), NONE))
                .isEqualTo(result(or));
        assertThat(truth(new Expression.Xor(operand(left), operand(right)), NONE))
                .isEqualTo(result(xor));
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "null, null"})
    void notOfNullIsNull(String operand, String result) {
        assertThat(truth(new Expression.Not(operand(operand)), NONE)).isEqualTo(result(result));
    }

    @Test
    void nullDoesNotHold() {
        assertThat(ExpressionCompiler.truth(NULL).holds(NONE, NOON)).isFalse();
        assertThat(ExpressionCompiler.truth(new Expression.Not(NULL)).holds(NONE, NOON))
                .isFalse();
    }

    @Test
    void operandThatDecidesNothingIsNotEvaluated() {
        Expression failing = call(Expression.Function.MATCH, text("aaa"), field("pattern"));
        Fields invalid = fields("pattern", "(");
        assertThat(truth(new Expression.And(FALSE, failing), invalid)).isFalse();
        assertThat(truth(new Expression.Or(TRUE, failing), invalid)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "root, =, root, true",
        "Root, =, root, false",
        "Root, !=, root, true",
        "10, >, 9, true",
        "10, =, 10.0, true",
        "1e1, =, 10, true",
        "10, <, 9a, true",
        "b, >, a, true",
        "B, <, a, true",
        "a*, =, abc, false",
        "9, <=, 9, true",
        "9, >=, 9.5, false",
    })
    void comparisonIsByNumberWhereBothAreElseByTextWithRegardToCase(
            String left, String operator, String right, boolean holds) {
        assertThat(truth(compare(field("a"), operator, text(right)), fields("a", left)))
                .isEqualTo(holds);
    }

    @Test
    void multivalueSideComparesByAnyOfItsValues() {
        Fields fields = fields("a", "x|y", "b", "y|z");
        assertThat(truth(compare(field("a"), "=", field("b")), fields)).isTrue();
        assertThat(truth(compare(field("a"), "=", text("z")), fields)).isFalse();
        assertThat(truth(compare(field("a"), "!=", text("x")), fields)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "7, ADD, 2, 9",
        "7, SUBTRACT, 2, 5",
        "7, MULTIPLY, 2, 14",
        "7, DIVIDE, 2, 3.5",
        "7, MODULO, 2, 1",
        "-7, MODULO, 2, -1",
        "7, CONCATENATE, 2, 72",
        "a, ADD, b, ab",
        "a, CONCATENATE, 2, a2",
    })
    void arithmeticIsOnNumbersAndPlusJoinsTexts(String left, Arithmetic operator, String right, String result) {
        Expression calculation = new Expression.Calculation(field("a"), operator, field("b"));
        Value value = ExpressionCompiler.evaluator(calculation).eval(fields("a", left, "b", right), NOON);
        assertThat(value).isNotNull();
        assertThat(value.text()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({
        "7, DIVIDE, 0",
        "0, DIVIDE, 0",
        "7, MODULO, 0",
        "1e308, MULTIPLY, 10",
        "a, ADD, 1",
        "1, SUBTRACT, b",
        "a, MULTIPLY, b",
    })
    void calculationWithoutNumberHasNoValue(String left, Arithmetic operator, String right) {
        Expression calculation = new Expression.Calculation(field("a"), operator, field("b"));
        assertThat(ExpressionCompiler.evaluator(calculation).eval(fields("a", left, "b", right), NOON))
                .isNull();
        assertThat(truth(compare(calculation, "!=", number(1)), fields("a", left, "b", right)))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void calculationWithAnAbsentFieldHasNoValue(Arithmetic operator) {
        assertThat(ExpressionCompiler.evaluator(new Expression.Calculation(field("a"), operator, number(1)))
                        .eval(NONE, NOON))
                .isNull();
    }

    @Test
    void conditionIsAValueInWords() {
        assertThat(ExpressionCompiler.evaluator(TRUE).eval(NONE, NOON)).isEqualTo(Value.of("True"));
        assertThat(ExpressionCompiler.evaluator(FALSE).eval(NONE, NOON)).isEqualTo(Value.of("False"));
        assertThat(ExpressionCompiler.evaluator(NULL).eval(NONE, NOON)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "0.0, false", "true, true", "TRUE, true", "False, false", "abc, false"})
    void valueAsAConditionIsTheSameFromAFieldAndFromAFunction(String value, boolean holds) {
        Fields fields = fields("a", value);
        assertThat(truth(field("a"), fields)).isEqualTo(holds);
        assertThat(truth(call(Expression.Function.COALESCE, field("a")), fields))
                .isEqualTo(holds);
        assertThat(truth(call(Expression.Function.IF, TRUE, field("a"), text("0")), fields))
                .isEqualTo(holds);
    }
}
