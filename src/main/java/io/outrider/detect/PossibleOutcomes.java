package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may come of the conditions of a search. */
record PossibleOutcomes(PossibleColumns columns) {

    Outcome of(Predicate predicate) {
        if (predicate instanceof Predicate.And and) {
            Silence contradiction = contradiction(and);
            return contradiction != null
                    ? Outcome.fails(contradiction)
                    : and.all().stream().map(this::of).reduce(Outcome.HOLDS, Outcome::and);
        }
        if (predicate instanceof Predicate.Or or) {
            return or.any().stream().map(this::of).reduce(Outcome::or).orElse(Outcome.OPEN);
        }
        if (predicate instanceof Predicate.Not not) {
            return of(not.negated()).not(text(not.negated()));
        }
        if (predicate instanceof Predicate.Matches matches) {
            return ofField(matches, matches.field());
        }
        if (predicate instanceof Predicate.Differs differs) {
            boolean never = differs.pattern() instanceof Predicate.Pattern.Wildcard all
                    && all.text().equals("*");
            return never ? Outcome.fails(new Silence.Contradiction(text(differs))) : ofField(differs, differs.field());
        }
        if (predicate instanceof Predicate.Compares compares) {
            return ofField(compares, compares.field());
        }
        return Outcome.HOLDS;
    }

    private Outcome ofField(Predicate predicate, String field) {
        Possible possible = columns.of(field);
        if (possible instanceof Possible.Never never) {
            return Outcome.fails(never.why());
        }
        if (possible instanceof Possible.Texts texts) {
            Condition condition = PredicateCompiler.compile(predicate);
            long fulfil = texts.texts().stream()
                    .filter(text -> condition.test(any -> Value.of(text)))
                    .count();
            boolean holds = fulfil > 0;
            boolean fails = fulfil < texts.texts().size() || texts.orAbsent();
            return new Outcome(holds, fails, false, holds ? null : why(field, texts));
        }
        return Outcome.DECIDED;
    }

    static Silence why(String field, Possible.Texts texts) {
        return texts.why() == null ? new Silence.OtherValues(field, texts.texts()) : texts.why();
    }

    /** A value is asked for that must not be there. */
    private static @Nullable Silence contradiction(Predicate.And and) {
        List<Predicate> all = new ArrayList<>();
        flatten(and, all);
        for (Predicate one : all) {
            for (Predicate other : all) {
                if (one instanceof Predicate.Matches wanted
                        && other instanceof Predicate.Not not
                        && not.negated() instanceof Predicate.Matches unwanted
                        && wanted.field().equals(unwanted.field())
                        && covers(unwanted.pattern(), wanted.pattern())) {
                    return new Silence.Contradiction(text(wanted) + " NOT " + text(unwanted));
                }
            }
        }
        return null;
    }

    private static void flatten(Predicate.And and, List<Predicate> all) {
        for (Predicate one : and.all()) {
            if (one instanceof Predicate.And inner) {
                flatten(inner, all);
            } else {
                all.add(one);
            }
        }
    }

    /** Whether all that the one matches the other matches too: a star of the one can only stand where the other has one. */
    private static boolean covers(Predicate.Pattern pattern, Predicate.Pattern other) {
        return pattern.equals(other)
                || pattern instanceof Predicate.Pattern.Wildcard wildcard
                        && other instanceof Predicate.Pattern.Wildcard narrower
                        && Wildcard.compile(wildcard.text()).test(narrower.text());
    }

    private static String text(Predicate predicate) {
        if (predicate instanceof Predicate.Matches matches) {
            return matches.field() + '=' + text(matches.pattern());
        }
        if (predicate instanceof Predicate.Differs differs) {
            return differs.field() + "!=" + text(differs.pattern());
        }
        if (predicate instanceof Predicate.Compares compares) {
            return compares.field() + compares.order().symbol() + compares.bound();
        }
        return predicate instanceof Predicate.Always ? "*" : "(...)";
    }

    private static String text(Predicate.Pattern pattern) {
        if (pattern instanceof Predicate.Pattern.Wildcard wildcard) {
            return wildcard.text();
        }
        return pattern instanceof Predicate.Pattern.Term term
                ? term.text()
                : ((Predicate.Pattern.Cidr) pattern).range();
    }
}
