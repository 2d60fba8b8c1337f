package io.outrider.spl;

import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Always;
import io.outrider.rule.Predicate.Compares;
import io.outrider.rule.Predicate.Differs;
import io.outrider.rule.Predicate.Matches;
import io.outrider.rule.Predicate.Order;
import io.outrider.spl.SearchExpression.And;
import io.outrider.spl.SearchExpression.Comparison;
import io.outrider.spl.SearchExpression.In;
import io.outrider.spl.SearchExpression.Not;
import io.outrider.spl.SearchExpression.Or;
import io.outrider.spl.SearchExpression.Subsearch;
import io.outrider.spl.SearchExpression.Term;
import java.util.ArrayList;
import java.util.List;

/** Lowers search expressions to predicates. ANDs within ANDs become one, and so do ORs. */
final class PredicateLowering {

    private final FieldNames fields;
    private final StaticSubsearches subsearches;

    PredicateLowering(FieldNames fields, Context context) {
        this.fields = fields;
        this.subsearches = new StaticSubsearches(context);
    }

    /** The predicate; where a part is refused, one without it, and an error among the problems. */
    Predicate lower(SearchExpression expression) {
        if (expression instanceof And and) {
            return all(lower(and.operands()));
        }
        if (expression instanceof Or or) {
            return any(lower(or.operands()));
        }
        if (expression instanceof Not not) {
            return new Predicate.Not(lower(not.operand()));
        }
        if (expression instanceof Comparison comparison) {
            return comparison(comparison);
        }
        if (expression instanceof In in) {
            return in(in);
        }
        if (expression instanceof Term term) {
            return term(term);
        }
        return subsearches.lower((Subsearch) expression, fields);
    }

    private List<Predicate> lower(List<SearchExpression> expressions) {
        return expressions.stream().map(this::lower).toList();
    }

    private Predicate comparison(Comparison comparison) {
        String field = fields.resolve(comparison.field());
        if (field == null) {
            return new Always();
        }
        String value = comparison.value().text();
        return switch (comparison.operator()) {
            case EQUAL -> matches(field, value);
            // A value that differs from the literal, however its entities are meant, differs from both readings.
            case UNEQUAL ->
                all(ValuePatterns.of(value).stream()
                        .<Predicate>map(pattern -> new Differs(field, pattern))
                        .toList());
            case LESS -> new Compares(field, Order.LESS, value);
            case AT_MOST -> new Compares(field, Order.AT_MOST, value);
            case GREATER -> new Compares(field, Order.GREATER, value);
            case AT_LEAST -> new Compares(field, Order.AT_LEAST, value);
        };
    }

    private Predicate in(In in) {
        String field = fields.resolve(in.field());
        return field == null
                ? new Always()
                : any(in.values().stream()
                        .map(value -> matches(field, value.text()))
                        .toList());
    }

    static Predicate matches(String field, String value) {
        return any(ValuePatterns.of(value).stream()
                .<Predicate>map(pattern -> new Matches(field, pattern))
                .toList());
    }

    private Predicate term(Term term) {
        String text = term.text().text();
        if (text.equals("*")) {
            // It is how a search without conditions is written.
            return new Always();
        }
        String field = fields.ofTerms(term);
        return field == null ? new Always() : new Matches(field, new Predicate.Pattern.Term(text));
    }

    static Predicate all(List<Predicate> operands) {
        List<Predicate> flat = new ArrayList<>();
        for (Predicate operand : operands) {
            if (operand instanceof Predicate.And and) {
                flat.addAll(and.all());
            } else if (!(operand instanceof Always)) {
                flat.add(operand);
            }
        }
        return flat.isEmpty() ? new Always() : flat.size() == 1 ? flat.get(0) : new Predicate.And(flat);
    }

    static Predicate any(List<Predicate> operands) {
        List<Predicate> flat = new ArrayList<>();
        for (Predicate operand : operands) {
            if (operand instanceof Predicate.Or or) {
                flat.addAll(or.any());
            } else if (operand instanceof Always) {
                return operand;
            } else {
                flat.add(operand);
            }
        }
        return flat.size() == 1 ? flat.get(0) : new Predicate.Or(flat);
    }
}
