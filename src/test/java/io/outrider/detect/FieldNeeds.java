package io.outrider.detect;

import io.outrider.cim.Value;
import io.outrider.rule.Predicate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a generated event's field must and must not be. */
final class FieldNeeds {

    private final List<Predicate.Pattern> matching = new ArrayList<>();
    private final List<Predicate.Pattern> excluded = new ArrayList<>();
    private final List<Predicate.Pattern> differing = new ArrayList<>();
    private final List<Predicate.Compares> ordered = new ArrayList<>();
    private final List<Predicate.Compares> unordered = new ArrayList<>();
    private final List<String> regexes = new ArrayList<>();
    private boolean present;

    FieldNeeds copy() {
        FieldNeeds copy = new FieldNeeds();
        copy.matching.addAll(matching);
        copy.excluded.addAll(excluded);
        copy.differing.addAll(differing);
        copy.ordered.addAll(ordered);
        copy.unordered.addAll(unordered);
        copy.regexes.addAll(regexes);
        copy.present = present;
        return copy;
    }

    void matches(Predicate.Pattern pattern, boolean holds) {
        (holds ? matching : excluded).add(pattern);
        present |= holds;
    }

    void differs(Predicate.Pattern pattern) {
        differing.add(pattern);
        present = true;
    }

    void compares(Predicate.Compares compares, boolean holds) {
        (holds ? ordered : unordered).add(compares);
        present |= holds;
    }

    void isThere() {
        present = true;
    }

    void regex(String regex) {
        regexes.add(regex);
        present = true;
    }

    /** No value is needed, and none is the surest way not to have a wrong one. */
    boolean mayBeAbsent() {
        return !present;
    }

    /** Texts that fulfil all needs together: one as a rule, several where no single text could. */
    Optional<List<String>> values(String field, int variation) {
        Set<String> candidates = new LinkedHashSet<>();
        for (String base : bases(field)) {
            if (variation > 0) {
                candidates.add(base + "v" + variation);
                candidates.add(base + variation);
                candidates.add("v" + variation + base);
            }
        }
        candidates.addAll(bases(field));
        for (String candidate : candidates) {
            if (allows(candidate) && fulfils(candidate)) {
                return Optional.of(List.of(candidate));
            }
        }
        return several();
    }

    private Optional<List<String>> several() {
        List<String> values = new ArrayList<>();
        for (Predicate.Pattern pattern : matching) {
            Optional<String> one =
                    instances(pattern).stream().filter(this::allows).findFirst();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            if (!values.contains(one.get())) {
                values.add(one.get());
            }
        }
        return values.isEmpty() || !regexes.isEmpty() || !ordered.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private boolean allows(String text) {
        return excluded.stream().noneMatch(pattern -> is(pattern, text))
                && differing.stream().noneMatch(pattern -> is(pattern, text))
                && unordered.stream().noneMatch(compares -> is(compares, text));
    }

    private boolean fulfils(String text) {
        return matching.stream().allMatch(pattern -> is(pattern, text))
                && ordered.stream().allMatch(compares -> is(compares, text))
                && regexes.stream().allMatch(regex -> RegexText.finds(regex, text));
    }

    private static boolean is(Predicate.Pattern pattern, String text) {
        return PredicateCompiler.compile(new Predicate.Matches("f", pattern)).test(field -> Value.of(text));
    }

    private static boolean is(Predicate.Compares compares, String text) {
        return PredicateCompiler.compile(new Predicate.Compares("f", compares.order(), compares.bound()))
                .test(field -> Value.of(text));
    }

    private List<String> bases(String field) {
        Set<String> bases = new LinkedHashSet<>();
        for (String filler : List.of("", " ", "x", "-", "\\", ".")) {
            bases.add(joined(filler));
        }
        matching.forEach(pattern -> bases.addAll(instances(pattern)));
        for (Predicate.Compares compares : ordered) {
            Double bound = Numbers.parse(compares.bound());
            if (bound != null) {
                List.of(bound, bound + 1, bound - 1, bound / 2)
                        .forEach(n -> bases.add(Value.of(n).text()));
            } else {
                bases.add(compares.bound() + "x");
                bases.add("0");
            }
        }
        String literals = joined("");
        if (regexes.size() > 1) {
            String all = regexes.stream()
                    .map(regex -> RegexText.of(regex).stream().findFirst().orElse(""))
                    .collect(Collectors.joining(" "));
            bases.add(all);
            bases.add(literals + " " + all);
        }
        for (String regex : regexes) {
            for (String text : RegexText.of(regex)) {
                bases.add(text);
                bases.add(literals + text);
                bases.add(literals + " " + text);
                bases.add(text + " " + literals);
            }
        }
        if (matching.isEmpty() && regexes.isEmpty()) {
            bases.remove("");
            bases.addAll(Defaults.of(field));
        } else {
            bases.addAll(Defaults.of(field));
        }
        return List.copyOf(bases);
    }

    /** The patterns' literals one after the other: those that begin the text first, those that end it last. */
    private String joined(String filler) {
        List<String> texts = new ArrayList<>(
                matching.stream().map(FieldNeeds::text).distinct().toList());
        texts.sort(Comparator.comparingInt(FieldNeeds::place));
        StringBuilder joined = new StringBuilder();
        for (String text : texts) {
            String literal = text.replace("*", filler);
            if (joined.indexOf(literal) < 0) {
                joined.append(joined.isEmpty() ? "" : filler).append(literal);
            }
        }
        return joined.toString();
    }

    private static int place(String text) {
        return !text.startsWith("*") ? 0 : text.endsWith("*") ? 1 : 2;
    }

    private static String text(Predicate.Pattern pattern) {
        if (pattern instanceof Predicate.Pattern.Wildcard wildcard) {
            return wildcard.text();
        }
        if (pattern instanceof Predicate.Pattern.Term term) {
            return '*' + term.text() + '*';
        }
        String range = ((Predicate.Pattern.Cidr) pattern).range();
        return range.substring(0, Math.max(0, range.indexOf('/')));
    }

    private static List<String> instances(Predicate.Pattern pattern) {
        String text = text(pattern);
        return List.of("x", "", " ", "7").stream()
                .map(filler -> text.replace("*", filler))
                .filter(instance -> !instance.isEmpty())
                .distinct()
                .toList();
    }
}
