package io.outrider.detect;

import io.outrider.cim.Calculation;
import io.outrider.cim.Event;
import io.outrider.cim.Value;
import io.outrider.regex.Regex;
import io.outrider.regex.RegexSyntaxException;
import io.outrider.rule.Expression;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Predicate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is asked of a text: a test, and texts that may stand it. */
sealed interface Wish {

    /** Any text does. */
    Wish ANY = new Any();

    /** For calculations, which hardly ever look at other fields. */
    Event NO_EVENT = Synthetic.eventOf(Synthetic.NOON, "", Map.of());

    boolean test(String text);

    /** Guesses only; the {@link #test} decides. */
    default List<String> candidates() {
        return List.of();
    }

    /** What the text has to contain, with {@code *} for anything, so that it can be joined to others; {@code null} if unknown. */
    default @Nullable String pattern() {
        return null;
    }

    record Any() implements Wish {
        @Override
        public boolean test(String text) {
            return true;
        }
    }

    /** A number, for it is reckoned with. */
    record Number() implements Wish {
        @Override
        public boolean test(String text) {
            return Numbers.parse(text) != null;
        }

        @Override
        public List<String> candidates() {
            return List.of("7", "1", "0", "100000");
        }
    }

    /** A condition of a search. */
    static Wish matches(Predicate.Pattern pattern, boolean holds) {
        Condition condition = PredicateCompiler.compile(new Predicate.Matches("f", pattern));
        return new Matches(pattern, condition, holds);
    }

    record Matches(Predicate.Pattern of, Condition condition, boolean holds) implements Wish {
        @Override
        public boolean test(String text) {
            return condition.test(field -> Value.of(text)) == holds;
        }

        @Override
        public List<String> candidates() {
            String pattern = pattern();
            return pattern == null ? List.of() : filled(pattern);
        }

        @Override
        public @Nullable String pattern() {
            if (!holds) {
                return null;
            }
            if (of instanceof Predicate.Pattern.Wildcard wildcard) {
                return wildcard.text();
            }
            if (of instanceof Predicate.Pattern.Term term) {
                return '*' + term.text() + '*';
            }
            String range = ((Predicate.Pattern.Cidr) of).range();
            return range.contains("/") ? range.substring(0, range.indexOf('/')) : range;
        }
    }

    private static List<String> filled(String pattern) {
        return Stream.of("x", "", " ", "7")
                .map(filler -> pattern.replace("*", filler))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    /** An order that a search asks for. */
    static Wish compares(Predicate.Order order, String bound, boolean holds) {
        Condition condition = PredicateCompiler.compile(new Predicate.Compares("f", order, bound));
        return new Ordered(condition, bound, holds);
    }

    record Ordered(Condition condition, String bound, boolean holds) implements Wish {
        @Override
        public boolean test(String text) {
            return condition.test(field -> Value.of(text)) == holds;
        }

        @Override
        public List<String> candidates() {
            return around(bound);
        }
    }

    private static List<String> around(String bound) {
        Double number = Numbers.parse(bound);
        if (number == null) {
            return List.of(bound, bound + "x", "0");
        }
        return Stream.of(
                        number,
                        number + 1,
                        number - 1,
                        Math.ceil(number),
                        Math.floor(number),
                        number / 2,
                        number * 2,
                        0.0)
                .map(n -> Value.of(n).text())
                .distinct()
                .toList();
    }

    /** A comparison of an expression with a text. */
    record Compared(Expression.Operator operator, String bound) implements Wish {
        @Override
        public boolean test(String text) {
            return truth(new Expression.Comparison(literal(text), operator, literal(bound)));
        }

        @Override
        public List<String> candidates() {
            return operator == Expression.Operator.EQUAL ? List.of(bound) : around(bound);
        }
    }

    /** SQL's LIKE. */
    record IsLike(String like, boolean holds) implements Wish {
        @Override
        public boolean test(String text) {
            return Like.compile(like).test(text) == holds;
        }

        @Override
        public List<String> candidates() {
            String pattern = pattern();
            return pattern == null ? List.of() : filled(pattern);
        }

        @Override
        public @Nullable String pattern() {
            return holds ? like.replace('%', '*') : null;
        }
    }

    /** A regular expression; one that is not valid is fulfilled by nothing. */
    static Wish finds(String regex, boolean holds) {
        try {
            return new Finds(Regex.compile(regex), regex, holds);
        } catch (RegexSyntaxException e) {
            return new Finds(null, regex, holds);
        }
    }

    record Finds(@Nullable Regex compiled, String regex, boolean holds) implements Wish {
        @Override
        public boolean test(String text) {
            return compiled != null && compiled.find(text) == holds;
        }

        @Override
        public List<String> candidates() {
            return holds ? RegexText.of(regex) : List.of();
        }
    }

    /** What a named group of an expression finds is to fulfil a wish. @param all whether all that it finds is to */
    static Wish part(String regex, String group, Wish wish, boolean all) {
        try {
            return new Part(Regex.compile(regex), regex, group, wish, all);
        } catch (RegexSyntaxException e) {
            return new Finds(null, regex, true);
        }
    }

    record Part(Regex compiled, String regex, String group, Wish wish, boolean all) implements Wish {
        @Override
        public boolean test(String text) {
            List<String> parts = RegexText.parts(compiled, group, text);
            return !parts.isEmpty()
                    && (all
                            ? parts.stream().allMatch(wish::test)
                            : parts.stream().anyMatch(wish::test));
        }

        @Override
        public List<String> candidates() {
            return RegexText.of(regex, Map.of(group, wish.candidates()));
        }
    }

    /** What is computed from the text is to fulfil a wish. */
    record Through(Function<String, @Nullable Value> way, Wish wish, List<String> candidates) implements Wish {
        @Override
        public boolean test(String text) {
            Value value = way.apply(text);
            return value != null && value.texts().stream().anyMatch(wish::test);
        }

        // Most functions keep the text in what they give.
        @Override
        public @Nullable String pattern() {
            return wish.pattern();
        }
    }

    /** What a data model makes of the text is to fulfil a wish. */
    record Calculated(Calculation calculation, Wish wish) implements Wish {
        @Override
        public boolean test(String text) {
            Value value = calculation.apply(Value.of(text), NO_EVENT);
            return value != null && value.texts().stream().anyMatch(wish::test);
        }

        @Override
        public List<String> candidates() {
            return wish.candidates();
        }

        @Override
        public @Nullable String pattern() {
            return wish.pattern();
        }
    }

    /** What stands at a path of JSON text is to fulfil a wish; such texts are built, not guessed. */
    record InJson(String path, Wish wish) implements Wish {
        @Override
        public boolean test(String text) {
            return JsonPaths.isJson(text)
                    && JsonPaths.at(text, SpathSteps.parse(path)).stream().anyMatch(wish::test);
        }

        @Override
        public List<String> candidates() {
            String json = JsonBuilder.build(List.of(this), "");
            return json == null ? List.of() : List.of(json);
        }
    }

    /** A text that a lookup finds in no row of a table. */
    static Wish inNoRow(LookupTable table, String column) {
        return new InNoRow(Term.LookedUp.index(table, List.of(column)), table.defaultMatch() == null);
    }

    /** @param emptyThen whether the lookup then gives nothing */
    record InNoRow(LookupIndex index, boolean emptyThen) implements Wish {
        @Override
        public boolean test(String text) {
            Set<Integer> rows = new HashSet<>();
            index.find(List.of(text), 1, rows);
            return emptyThen && rows.isEmpty();
        }
    }

    private static boolean truth(Expression expression) {
        return Boolean.TRUE.equals(ExpressionCompiler.truth(expression).eval(field -> null, Synthetic.NOON));
    }

    private static Expression literal(String text) {
        return new Expression.Literal(Value.of(text));
    }
}
