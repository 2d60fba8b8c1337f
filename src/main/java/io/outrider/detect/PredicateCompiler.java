package io.outrider.detect;

import io.outrider.cim.CidrRange;
import io.outrider.cim.Value;
import io.outrider.match.TextTests;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Order;
import io.outrider.rule.Predicate.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns predicates into conditions that look up each field by name and test its texts. */
final class PredicateCompiler {

    private PredicateCompiler() {}

    static Condition compile(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return all(and.all().stream().map(PredicateCompiler::compile).toList());
        }
        if (predicate instanceof Predicate.Or or) {
            return any(or.any().stream().map(PredicateCompiler::compile).toList());
        }
        if (predicate instanceof Predicate.Not not) {
            Condition negated = compile(not.negated());
            return fields -> !negated.test(fields);
        }
        if (predicate instanceof Predicate.Matches matches) {
            return anyText(matches.field(), compile(matches.pattern()));
        }
        if (predicate instanceof Predicate.Differs differs) {
            TextTest test = compile(differs.pattern());
            return anyText(differs.field(), text -> !test.test(text));
        }
        if (predicate instanceof Predicate.Compares compares) {
            return anyText(compares.field(), ordered(compares.order(), compares.bound()));
        }
        if (predicate instanceof Predicate.Always) {
            return fields -> true;
        }
        throw new IllegalArgumentException("expected a predicate that is known, but found " + predicate);
    }

    /**
     * The tests that an index takes from here. They give the same for a folded text: addresses have no case but in the digits of
     * IPv6, numbers none but in their exponent, and texts are ordered without regard to it.
     */
    static TextTests.@Nullable Test textTest(Predicate predicate) {
        if (predicate instanceof Predicate.Compares compares) {
            TextTest test = ordered(compares.order(), compares.bound());
            return new TextTests.Test(compares.field(), test::test);
        }
        if (predicate instanceof Predicate.Matches matches && matches.pattern() instanceof Pattern.Cidr cidr) {
            TextTest test = compile(cidr);
            return new TextTests.Test(matches.field(), test::test);
        }
        if (predicate instanceof Predicate.Differs differs && differs.pattern() instanceof Pattern.Cidr cidr) {
            TextTest test = compile(cidr);
            return new TextTests.Test(differs.field(), text -> !test.test(text));
        }
        return null;
    }

    private static Condition all(List<Condition> conditions) {
        Condition[] array = conditions.toArray(Condition[]::new);
        return fields -> {
            for (Condition condition : array) {
                if (!condition.test(fields)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Condition any(List<Condition> conditions) {
        Condition[] array = conditions.toArray(Condition[]::new);
        return fields -> {
            for (Condition condition : array) {
                if (condition.test(fields)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Condition anyText(String field, TextTest test) {
        return fields -> {
            Value value = fields.get(field);
            if (value instanceof Value.Multi multi) {
                for (String text : multi.texts()) {
                    if (test.test(text)) {
                        return true;
                    }
                }
                return false;
            }
            return value != null && test.test(value.text());
        };
    }

    private static TextTest compile(Pattern pattern) {
        if (pattern instanceof Pattern.Cidr cidr) {
            TextTest literal = Wildcard.compile(cidr.range());
            return CidrRange.parse(cidr.range())
                    .<TextTest>map(range -> text -> range.contains(text) || literal.test(text))
                    .orElse(literal);
        }
        if (pattern instanceof Pattern.Term term) {
            return TermText.compile(term.text());
        }
        return Wildcard.compile(((Pattern.Wildcard) pattern).text());
    }

    private static TextTest ordered(Order order, String bound) {
        Double number = Numbers.parse(bound);
        return text -> {
            Double own = number == null ? null : Numbers.parse(text);
            int sign = own == null || number == null ? text.compareToIgnoreCase(bound) : own.compareTo(number);
            return order.holds(sign);
        };
    }
}
