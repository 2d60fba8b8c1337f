package io.outrider.detect;

import io.outrider.detect.Courses.Course;
import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Operator;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Order;
import io.outrider.rule.PredicateFields;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a row that passes a tail now passes it whatever other events its window still brings.
 *
 * <p>Columns are followed through the tail by how they can change as events are added; a condition is stable if it is a
 * combination by AND and OR of conditions that, once true, stay true. What is not recognised is taken as unstable: then
 * alerts wait for the close, and are right.
 */
final class Stability {

    private final Courses courses;

    private Stability(Courses courses) {
        this.courses = courses;
    }

    static EmissionClass of(Rule rule) {
        return waitsFor(rule) == null ? EmissionClass.EARLY : EmissionClass.CLOSE;
    }

    /** The first stage of the tail that a row may pass now and not later; {@code null} if there is none. */
    static @Nullable Stage waitsFor(Rule rule) {
        Stability columns = new Stability(Courses.of(rule.search()));
        boolean groups = rule.grouping() instanceof Grouping.By;
        for (Stage stage : rule.tail()) {
            if (!columns.stays(stage, groups)) {
                return stage;
            }
        }
        return null;
    }

    private boolean stays(Stage stage, boolean groups) {
        if (!(stage instanceof Stage.RowWise rowWise)) {
            return false;
        }
        if (stage instanceof Stage.Search search) {
            return staysTrue(search.predicate());
        }
        if (stage instanceof Stage.Where where) {
            return staysTrue(where.condition());
        }
        if (stage instanceof Stage.Regex regex) {
            return course(regex.field()) == Course.CONSTANT;
        }
        if (stage instanceof Stage.ExpandValues && groups) {
            // How many rows become of a group changes, and with it what they are told apart by.
            return false;
        }
        courses.follow(rowWise);
        return true;
    }

    private Course course(String field) {
        return courses.of(field);
    }

    private boolean staysTrue(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            return and.all().stream().allMatch(this::staysTrue);
        }
        if (predicate instanceof Predicate.Or or) {
            return or.any().stream().allMatch(this::staysTrue);
        }
        if (predicate instanceof Predicate.Matches matches) {
            return isOneOf(course(matches.field()), Course.CONSTANT, Course.WIDENING);
        }
        if (predicate instanceof Predicate.Differs differs) {
            return isOneOf(course(differs.field()), Course.CONSTANT, Course.WIDENING);
        }
        if (predicate instanceof Predicate.Compares compares) {
            Course course = course(compares.field());
            boolean upwards = compares.order() == Order.GREATER || compares.order() == Order.AT_LEAST;
            return isOneOf(course, Course.CONSTANT, Course.WIDENING)
                    || Numbers.parse(compares.bound()) != null && course == (upwards ? Course.RISING : Course.FALLING);
        }
        if (predicate instanceof Predicate.Not not) {
            return isConstant(not.negated());
        }
        return predicate instanceof Predicate.Always;
    }

    private boolean isConstant(Predicate predicate) {
        Set<String> fields = new HashSet<>();
        PredicateFields.add(predicate, fields);
        return fields.stream().allMatch(field -> course(field) == Course.CONSTANT);
    }

    private boolean staysTrue(Expression expression) {
        if (expression instanceof Expression.And and) {
            return staysTrue(and.left()) && staysTrue(and.right());
        }
        if (expression instanceof Expression.Or or) {
            return staysTrue(or.left()) && staysTrue(or.right());
        }
        if (expression instanceof Expression.Comparison comparison && staysTrue(comparison)) {
            return true;
        }
        if (expression instanceof Expression.Call call
                && call.function() == Expression.Function.ISNOTNULL
                && call.arguments().get(0) instanceof Expression.Field) {
            return true;
        }
        return isConstant(expression);
    }

    private boolean staysTrue(Expression.Comparison comparison) {
        if (!(comparison.left() instanceof Expression.Field field)
                || !(comparison.right() instanceof Expression.Literal literal)
                || Numbers.of(literal.value()) == null) {
            return false;
        }
        Course course = course(field.name());
        Operator operator = comparison.operator();
        return course == Course.RISING && (operator == Operator.GREATER || operator == Operator.AT_LEAST)
                || course == Course.FALLING && (operator == Operator.LESS || operator == Operator.AT_MOST);
    }

    private boolean isConstant(Expression expression) {
        if (expression instanceof Expression.Literal) {
            return true;
        }
        if (expression instanceof Expression.Field field) {
            return course(field.name()) == Course.CONSTANT;
        }
        return expression.operands().stream().allMatch(this::isConstant);
    }

    private static boolean isOneOf(Course course, Course one, Course other) {
        return course == one || course == other;
    }
}
