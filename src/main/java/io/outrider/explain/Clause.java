package io.outrider.explain;

import io.outrider.detect.Judgement;
import io.outrider.detect.Judgement.Found;
import io.outrider.detect.Judgement.Subject;
import io.outrider.rule.Expression;
import io.outrider.rule.Predicate;
import io.outrider.rule.Predicate.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition in words, as a tree, with what it came to if it was judged.
 *
 * @param text for example {@code process_name = "winrs.exe"}, or {@code all of} for one with parts
 * @param status what it came to
 * @param found what it was held against, by the field or what is computed; empty for one with parts
 */
record Clause(String text, Status status, List<Found> found, List<Clause> parts) {

    private static final String NOT = "not";
    private static final String XOR = "exactly one of";

    enum Status {
        /** It was not judged. */
        NONE(""),
        HELD("held"),
        FAILED("FAILED"),
        /** Neither true nor false, for want of a value: it does not hold. */
        UNKNOWN("FAILED");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static Clause of(Predicate predicate) {
        return of(new Subject.OfPredicate(predicate));
    }

    static Clause of(Expression expression) {
        return of(new Subject.OfExpression(expression));
    }

    private static Clause of(Subject subject) {
        List<Clause> parts = parts(subject).stream().map(Clause::of).toList();
        return new Clause(text(subject), Status.NONE, List.of(), parts);
    }

    static Clause of(Judgement judgement) {
        Subject subject = judgement.subject();
        Status status = judgement.holds() == null ? Status.UNKNOWN : judgement.held() ? Status.HELD : Status.FAILED;
        if (isLeaf(subject)) {
            return new Clause(text(subject), status, found(judgement), List.of());
        }
        List<Judgement> parts = new ArrayList<>();
        flatten(judgement, judgement.subject(), parts);
        return new Clause(
                text(subject), status, List.of(), parts.stream().map(Clause::of).toList());
    }

    // AND and OR of expressions have two sides: a chain of them reads as one list.
    private static void flatten(Judgement judgement, Subject top, List<Judgement> parts) {
        for (Judgement part : judgement.parts()) {
            if (isSameChain(part.subject(), top)) {
                flatten(part, top, parts);
            } else {
                parts.add(part);
            }
        }
    }

    private static boolean isSameChain(Subject part, Subject top) {
        return part instanceof Subject.OfExpression of
                && top instanceof Subject.OfExpression ofTop
                && (of.expression() instanceof Expression.And && ofTop.expression() instanceof Expression.And
                        || of.expression() instanceof Expression.Or && ofTop.expression() instanceof Expression.Or);
    }

    private static List<Subject> parts(Subject subject) {
        if (isLeaf(subject)) {
            return List.of();
        }
        List<Subject> parts = new ArrayList<>();
        for (Subject part : direct(subject)) {
            parts.addAll(isSameChain(part, subject) ? parts(part) : List.of(part));
        }
        return parts;
    }

    private static List<Subject> direct(Subject subject) {
        if (subject instanceof Subject.OfExpression of) {
            return of.expression().operands().stream()
                    .<Subject>map(Subject.OfExpression::new)
                    .toList();
        }
        Predicate predicate = ((Subject.OfPredicate) subject).predicate();
        List<Predicate> parts = predicate instanceof Predicate.And and
                ? and.all()
                : predicate instanceof Predicate.Or or ? or.any() : List.of(((Predicate.Not) predicate).negated());
        return parts.stream().<Subject>map(Subject.OfPredicate::new).toList();
    }

    private static boolean isLeaf(Subject subject) {
        if (subject instanceof Subject.OfPredicate of) {
            return !(of.predicate() instanceof Predicate.And
                    || of.predicate() instanceof Predicate.Or or && choices(or) == null
                    || of.predicate() instanceof Predicate.Not);
        }
        return !(subject instanceof Subject.OfExpression of
                && (of.expression() instanceof Expression.And
                        || of.expression() instanceof Expression.Or
                        || of.expression() instanceof Expression.Xor
                        || of.expression() instanceof Expression.Not));
    }

    // The parts of "one of" look at the same field.
    private static List<Found> found(Judgement judgement) {
        return judgement.parts().isEmpty()
                ? judgement.found()
                : judgement.parts().get(0).found();
    }

    private static String text(Subject subject) {
        if (subject instanceof Subject.OfPredicate of) {
            return text(of.predicate());
        }
        if (subject instanceof Subject.OfRegex of) {
            return SafeText.printable(of.regex().field())
                    + (of.regex().negated() ? " does not match " : " matches ")
                    + SafeText.quoted(of.regex().regex());
        }
        Expression expression = ((Subject.OfExpression) subject).expression();
        if (expression instanceof Expression.And) {
            return "all of";
        }
        if (expression instanceof Expression.Or) {
            return "any of";
        }
        if (expression instanceof Expression.Xor) {
            return XOR;
        }
        return expression instanceof Expression.Not ? NOT : ExpressionText.of(expression);
    }

    private static String text(Predicate predicate) {
        if (predicate instanceof Predicate.And) {
            return "all of";
        }
        if (predicate instanceof Predicate.Or or) {
            String choices = choices(or);
            return choices == null ? "any of" : choices;
        }
        if (predicate instanceof Predicate.Not) {
            return NOT;
        }
        if (predicate instanceof Predicate.Matches matches) {
            return matches(SafeText.printable(matches.field()), matches.pattern());
        }
        if (predicate instanceof Predicate.Differs differs) {
            String field = SafeText.printable(differs.field());
            return differs.pattern() instanceof Pattern.Wildcard wildcard
                    ? field + " != " + SafeText.quoted(wildcard.text())
                    : field + " is there and not: " + matches(field, differs.pattern());
        }
        if (predicate instanceof Predicate.Compares compares) {
            return SafeText.printable(compares.field())
                    + ' '
                    + compares.order().symbol()
                    + ' '
                    + SafeText.printable(compares.bound());
        }
        return "every event";
    }

    private static String matches(String field, Pattern pattern) {
        if (pattern instanceof Pattern.Term term) {
            return field + " has the term " + SafeText.quoted(term.text());
        }
        if (pattern instanceof Pattern.Cidr cidr) {
            return field + " is in the range " + SafeText.printable(cidr.range());
        }
        String text = ((Pattern.Wildcard) pattern).text();
        return text.equals("*") ? field + " is there" : field + " = " + SafeText.quoted(text);
    }

    /** {@code x is one of "a", "b"}; {@code null} if the parts are of several fields or kinds. */
    private static @Nullable String choices(Predicate.Or or) {
        Map<String, List<String>> byField = new LinkedHashMap<>();
        for (Predicate part : or.any()) {
            if (!(part instanceof Predicate.Matches matches
                    && matches.pattern() instanceof Pattern.Wildcard wildcard)) {
                return null;
            }
            byField.computeIfAbsent(matches.field(), field -> new ArrayList<>()).add(wildcard.text());
        }
        if (byField.size() != 1) {
            return null;
        }
        Map.Entry<String, List<String>> only = byField.entrySet().iterator().next();
        return SafeText.printable(only.getKey()) + " is one of "
                + only.getValue().stream().map(SafeText::quoted).collect(Collectors.joining(", "));
    }

    boolean held() {
        return status == Status.HELD;
    }

    /** {@code found "cmd.exe"}, {@code absent}, or {@code a = 1, b absent}; empty if nothing was looked at. */
    String foundText() {
        if (found.size() == 1) {
            Found only = found.get(0);
            return (only.value() == null ? "" : "found ") + SafeText.of(only.value());
        }
        return found.stream()
                .map(one ->
                        ExpressionText.of(one.of()) + (one.value() == null ? " is " : " = ") + SafeText.of(one.value()))
                .collect(Collectors.joining(", "));
    }

    /** Those without parts that decided whether this one held. */
    List<Clause> deciding() {
        List<Clause> deciding = new ArrayList<>();
        for (Clause part : parts) {
            if (text.equals(NOT)) {
                part.deciding()
                        .forEach(one -> deciding.add(new Clause(NOT + ' ' + one.text, status, one.found, one.parts)));
            } else if (text.equals(XOR) || part.held() == held()) {
                deciding.addAll(part.deciding());
            }
        }
        return parts.isEmpty() ? List.of(this) : deciding;
    }

    /** For machines. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("condition", text);
        if (status != Status.NONE) {
            document.put("held", status == Status.UNKNOWN ? null : held());
        }
        if (!found.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            found.forEach(one -> values.put(ExpressionText.of(one.of()), Documents.value(one.value())));
            document.put("found", values);
        }
        if (!parts.isEmpty()) {
            document.put("parts", parts.stream().map(Clause::document).toList());
        }
        return document;
    }
}
