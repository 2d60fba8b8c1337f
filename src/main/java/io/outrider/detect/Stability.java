package io.outrider.detect;

import io.outrider.rule.Expression;
import io.outrider.rule.Expression.Operator;
import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Order;
import io.outrider.rule.Rule;
import io.outrider.rule.Stage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells whether a row that passes a tail now passes it whatever other events its window still brings.
 *
 * <p>Columns are followed through the tail by how they can change as events are added; a condition is stable if it is a
 * combination by AND and OR of conditions that, once true, stay true. What is not recognised is taken as unstable: then
 * alerts wait for the close, and are right.
 */
final class Stability {

    /** How a column of a row changes while events are added to the row. */
    private enum Course {
        /** Not at all. */
        CONSTANT,
        /** A number that only grows. */
        RISING,
        /** A number that only falls. */
        FALLING,
        /** A set of texts that only grows. */
        WIDENING,
        /** In any way. */
        ANY
    }

    private final Map<String, Course> courses;

    private Stability(Map<String, Course> courses) {
        this.courses = courses;
    }

    static EmissionClass of(Rule rule) {
        Stability columns = new Stability(courses(rule));
        for (Stage stage : rule.tail()) {
            if (!columns.stays(stage)) {
                return EmissionClass.CLOSE;
            }
        }
        return EmissionClass.EARLY;
    }

    private static Map<String, Course> courses(Rule rule) {
        Map<String, Course> courses = new LinkedHashMap<>();
        // A stage before the grouping may have put anything in the place of the event's time.
        boolean timesAreNumbers = rule.search().rowStages().isEmpty();
        rule.grouping().keys().forEach(key -> courses.put(key.column(), Course.CONSTANT));
        rule.grouping()
                .aggregations()
                .forEach(aggregation -> courses.put(aggregation.column(), course(aggregation, timesAreNumbers)));
        return courses;
    }

    private static Course course(Grouping.Aggregation aggregation, boolean timesAreNumbers) {
        boolean time = timesAreNumbers && "_time".equals(aggregation.field());
        return switch (aggregation.function()) {
            case COUNT, DISTINCT_COUNT -> Course.RISING;
            case VALUES -> Course.WIDENING;
            // Of other fields too few is known: a text among numbers changes the order that min and max go by.
            case MIN -> time ? Course.FALLING : Course.ANY;
            case MAX -> time ? Course.RISING : Course.ANY;
            default -> Course.ANY;
        };
    }

    private boolean stays(Stage stage) {
        if (!(stage instanceof Stage.RowWise)) {
            return false;
        }
        if (stage instanceof Stage.Search search) {
            return staysTrue(search.predicate());
        }
        if (stage instanceof Stage.Where where) {
            return staysTrue(where.condition());
        }
        if (stage instanceof Stage.Rename rename) {
            rename.renamings().forEach(this::rename);
            return true;
        }
        Stage.FormatTime format = (Stage.FormatTime) stage;
        String target = format.as() == null ? format.field() : format.as();
        // Where the field is no time, the target keeps what it has.
        boolean constant = course(format.field()) == Course.CONSTANT && course(target) == Course.CONSTANT;
        courses.put(target, constant ? Course.CONSTANT : Course.ANY);
        return true;
    }

    private void rename(Stage.Renaming renaming) {
        Renamer renamer = new Renamer(renaming);
        Map<String, Course> renamed = renamer.rename(courses);
        // A column gives way only in rows that have the other one, and a row may get that later.
        courses.keySet().forEach(column -> {
            String target = renamer.target(column);
            if (target != null && !target.equals(column) && courses.containsKey(target)) {
                renamed.put(target, Course.ANY);
            }
        });
        courses.clear();
        courses.putAll(renamed);
    }

    // A column that the grouping does not give is absent from every row, now and later.
    private Course course(String field) {
        return courses.getOrDefault(field, Course.CONSTANT);
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
        if (predicate instanceof Predicate.And and) {
            return and.all().stream().allMatch(this::isConstant);
        }
        if (predicate instanceof Predicate.Or or) {
            return or.any().stream().allMatch(this::isConstant);
        }
        if (predicate instanceof Predicate.Not not) {
            return isConstant(not.negated());
        }
        if (predicate instanceof Predicate.Matches matches) {
            return course(matches.field()) == Course.CONSTANT;
        }
        if (predicate instanceof Predicate.Differs differs) {
            return course(differs.field()) == Course.CONSTANT;
        }
        if (predicate instanceof Predicate.Compares compares) {
            return course(compares.field()) == Course.CONSTANT;
        }
        return predicate instanceof Predicate.Always;
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
        return ExpressionFields.operands(expression).stream().allMatch(this::isConstant);
    }

    private static boolean isOneOf(Course course, Course one, Course other) {
        return course == one || course == other;
    }
}
