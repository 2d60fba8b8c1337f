package io.outrider.rule;

import java.util.Set;

/** The fields that a predicate reads. */
public final class PredicateFields {

    private PredicateFields() {}

    public static void add(Predicate predicate, Set<String> fields) {
        if (predicate instanceof Predicate.And and) {
            and.all().forEach(one -> add(one, fields));
        } else if (predicate instanceof Predicate.Or or) {
            or.any().forEach(one -> add(one, fields));
        } else if (predicate instanceof Predicate.Not not) {
            add(not.negated(), fields);
        } else if (predicate instanceof Predicate.Matches matches) {
            fields.add(matches.field());
        } else if (predicate instanceof Predicate.Differs differs) {
            fields.add(differs.field());
        } else if (predicate instanceof Predicate.Compares compares) {
            fields.add(compares.field());
        }
    }
}
