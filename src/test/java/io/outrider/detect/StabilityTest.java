package io.outrider.detect;

import static io.outrider.detect.EmissionClass.CLOSE;
import static io.outrider.detect.EmissionClass.EARLY;
import static io.outrider.detect.Synthetic.aggregation;
import static io.outrider.detect.Synthetic.by;
import static io.outrider.detect.Synthetic.call;
import static io.outrider.detect.Synthetic.compare;
import static io.outrider.detect.Synthetic.count;
import static io.outrider.detect.Synthetic.ctime;
import static io.outrider.detect.Synthetic.differs;
import static io.outrider.detect.Synthetic.field;
import static io.outrider.detect.Synthetic.matches;
import static io.outrider.detect.Synthetic.number;
import static io.outrider.detect.Synthetic.rename;
import static io.outrider.detect.Synthetic.rule;
import static io.outrider.detect.Synthetic.search;
import static io.outrider.detect.Synthetic.text;
import static io.outrider.detect.Synthetic.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outrider.rule.Expression;
import io.outrider.rule.Grouping;
import io.outrider.rule.Grouping.Function;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Order;
import io.outrider.rule.Stage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StabilityTest {

    private static final Grouping GROUPING = by(
            "host user",
            count(),
            aggregation(Function.DISTINCT_COUNT, "code", "codes"),
            aggregation(Function.VALUES, "action", "actions"),
            aggregation(Function.MIN, "_time", "firstTime"),
            aggregation(Function.MAX, "_time", "lastTime"),
            aggregation(Function.MAX, "code", "greatest"),
            aggregation(Function.LATEST, "action", "latest"));

    static Stream<Arguments> tails() {
        return Stream.of(
                arguments("no tail", EARLY, List.of()),
                arguments("count > 5", EARLY, List.of(where(compare(field("count"), ">", number(5))))),
                arguments("count >= 5", EARLY, List.of(where(compare(field("count"), ">=", number(5))))),
                arguments("count > \"5\"", EARLY, List.of(where(compare(field("count"), ">", text("5"))))),
                arguments("count > \"x\"", CLOSE, List.of(where(compare(field("count"), ">", text("x"))))),
                arguments("count < 5", CLOSE, List.of(where(compare(field("count"), "<", number(5))))),
                arguments("count = 5", CLOSE, List.of(where(compare(field("count"), "=", number(5))))),
                arguments("count != 5", CLOSE, List.of(where(compare(field("count"), "!=", number(5))))),
                arguments("count > codes", CLOSE, List.of(where(compare(field("count"), ">", field("codes"))))),
                arguments("dc > 5", EARLY, List.of(where(compare(field("codes"), ">", number(5))))),
                arguments("max(_time) > 5", EARLY, List.of(where(compare(field("lastTime"), ">", number(5))))),
                arguments("max(_time) < 5", CLOSE, List.of(where(compare(field("lastTime"), "<", number(5))))),
                arguments("min(_time) < 5", EARLY, List.of(where(compare(field("firstTime"), "<", number(5))))),
                arguments("max(code) > 5", CLOSE, List.of(where(compare(field("greatest"), ">", number(5))))),
                arguments("latest = x", CLOSE, List.of(where(compare(field("latest"), "=", text("x"))))),
                arguments(
                        "search count>5", EARLY, List.of(search(new Predicate.Compares("count", Order.GREATER, "5")))),
                arguments("search count<5", CLOSE, List.of(search(new Predicate.Compares("count", Order.LESS, "5")))),
                arguments("search count=5", CLOSE, List.of(search(matches("count", "5")))),
                arguments("search host=a", EARLY, List.of(search(matches("host", "a")))),
                arguments("where host=a", EARLY, List.of(where(compare(field("host"), "=", text("a"))))),
                arguments(
                        "where host like a% xor user = b",
                        EARLY,
                        List.of(where(new Expression.Xor(
                                new Expression.Like(field("host"), text("a%")),
                                compare(field("user"), "=", text("b")))))),
                arguments(
                        "isnotnull(latest)",
                        EARLY,
                        List.of(where(call(Expression.Function.ISNOTNULL, field("latest"))))),
                arguments("isnull(latest)", CLOSE, List.of(where(call(Expression.Function.ISNULL, field("latest"))))),
                arguments(
                        "not isnull(latest)",
                        CLOSE,
                        List.of(where(new Expression.Not(call(Expression.Function.ISNULL, field("latest")))))),
                arguments("search values()=x", EARLY, List.of(search(matches("actions", "x")))),
                arguments("search values()!=x", EARLY, List.of(search(differs("actions", "x")))),
                arguments("search NOT values()=x", CLOSE, List.of(search(new Predicate.Not(matches("actions", "x"))))),
                arguments("where values() = x", CLOSE, List.of(where(compare(field("actions"), "=", text("x"))))),
                arguments("search NOT host=a", EARLY, List.of(search(new Predicate.Not(matches("host", "a"))))),
                arguments(
                        "search NOT (host=a count>5)",
                        CLOSE,
                        List.of(search(new Predicate.Not(new Predicate.And(
                                List.of(matches("host", "a"), new Predicate.Compares("count", Order.GREATER, "5"))))))),
                arguments(
                        "search NOT NOT count>5",
                        CLOSE,
                        List.of(search(new Predicate.Not(
                                new Predicate.Not(new Predicate.Compares("count", Order.GREATER, "5")))))),
                arguments(
                        "count > 5 and host = a",
                        EARLY,
                        List.of(where(new Expression.And(
                                compare(field("count"), ">", number(5)), compare(field("host"), "=", text("a")))))),
                arguments(
                        "count > 5 or count < 2",
                        CLOSE,
                        List.of(where(new Expression.Or(
                                compare(field("count"), ">", number(5)), compare(field("count"), "<", number(2)))))),
                arguments("ctime alone", EARLY, List.of(ctime("firstTime"), ctime("lastTime"))),
                arguments(
                        "search on ctime'd firstTime",
                        CLOSE,
                        List.of(ctime("firstTime"), search(matches("firstTime", "2026*")))),
                arguments(
                        "where on ctime'd firstTime",
                        CLOSE,
                        List.of(ctime("firstTime"), where(compare(field("firstTime"), "<", number(5))))),
                arguments(
                        "rename is followed",
                        EARLY,
                        List.of(rename("count", "n"), where(compare(field("n"), ">", number(5))))),
                arguments(
                        "rename with a star is followed",
                        EARLY,
                        List.of(rename("c*", "n*"), where(compare(field("nount"), ">", number(5))))),
                arguments(
                        "rename onto a key is followed",
                        CLOSE,
                        List.of(rename("latest", "host"), search(matches("host", "a")))),
                arguments(
                        "name that was renamed away is absent",
                        EARLY,
                        List.of(rename("count", "n"), where(compare(field("count"), "<", number(5))))),
                arguments("search on no column", EARLY, List.of(search(matches("absent", "a")))),
                arguments(
                        "two stages, the second unstable",
                        CLOSE,
                        List.of(search(matches("host", "a")), where(compare(field("count"), "<", number(5))))),
                arguments(
                        "time of a constant onto a rising column, which stays where the constant is no time",
                        CLOSE,
                        List.of(
                                new Stage.FormatTime("host", "count", "%s"),
                                search(new Predicate.Compares("count", Order.LESS, "5")))),
                arguments(
                        "time of a constant onto a new column",
                        EARLY,
                        List.of(new Stage.FormatTime("host", "day", "%F"), search(matches("day", "2026*")))),
                arguments(
                        "star renames a column that may yet come onto one that is there",
                        CLOSE,
                        List.of(
                                rename("actions", "x_count"),
                                rename("x_*", "*"),
                                search(new Predicate.Compares("count", Order.GREATER, "5")))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("tails")
    void tailIsEarlyOnlyWhenWhatPassesItStays(String name, EmissionClass expected, List<Stage> tail) {
        assertThat(Stability.of(rule(name, GROUPING, tail.toArray(Stage[]::new))))
                .isEqualTo(expected);
    }

    @Test
    void timeThatARowStageMayHaveChangedIsNotKnownToRise() {
        assertThat(Stability.of(rule(
                        "row stages",
                        Synthetic.ALWAYS,
                        List.of(ctime("_time")),
                        GROUPING,
                        where(compare(field("lastTime"), ">", number(5))))))
                .isEqualTo(CLOSE);
    }
}
