package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a generated event's field must and must not be. */
final class FieldNeeds {

    // A field that can have so many different texts can have any number of them.
    private static final int ENOUGH = 12;

    private final String field;
    private final List<Wish> wishes = new ArrayList<>();
    /** By the place of the value in a multivalue field; -1 for the last one. */
    private final Map<Integer, FieldNeeds> places = new TreeMap<>();

    private boolean present;
    private boolean absent;
    private int distinct = 1;

    private final Map<Integer, Optional<List<String>>> known = new HashMap<>();
    private @Nullable List<String> bases;
    /** What is to differ from event to event. */
    private final List<Function<String, @Nullable Value>> told = new ArrayList<>();

    private final Set<@Nullable Value> used = new HashSet<>();

    FieldNeeds(String field) {
        this.field = field;
    }

    FieldNeeds copy() {
        FieldNeeds copy = new FieldNeeds(field);
        copy.wishes.addAll(wishes);
        places.forEach((place, needs) -> copy.places.put(place, needs.copy()));
        copy.present = present;
        copy.absent = absent;
        copy.told.addAll(told);
        copy.distinct = distinct;
        return copy;
    }

    void wish(Wish wish) {
        wishes.add(wish);
        used.clear();
        known.clear();
        bases = null;
    }

    void isThere() {
        present = true;
    }

    void isAbsent() {
        absent = true;
    }

    /** What comes of the text is to have so many different values in as many events. */
    void differs(int values, Function<String, @Nullable Value> way) {
        present = true;
        distinct = Math.max(distinct, values);
        told.add(way);
        known.clear();
        used.clear();
    }

    /** Whether what is to differ has not had this value yet. */
    private boolean isNew(String text) {
        return told.stream().noneMatch(way -> used.contains(way.apply(text)));
    }

    FieldNeeds place(int place) {
        present = true;
        known.clear();
        return places.computeIfAbsent(place, at -> new FieldNeeds(field));
    }

    /** No value is needed, and none is the surest way not to have a wrong one. */
    boolean mayBeAbsent() {
        return !present;
    }

    /** Whether a condition has only one text for it. */
    boolean isFixed() {
        return present && wishes.stream().anyMatch(wish -> wish.candidates().size() == 1);
    }

    int distinct() {
        return distinct;
    }

    boolean possible() {
        if (absent || !present) {
            return !present;
        }
        Set<List<String>> different = new HashSet<>();
        for (int variation = 0; variation < Math.min(distinct, ENOUGH); variation++) {
            Optional<List<String>> texts = values(variation);
            if (texts.isEmpty() || !different.add(texts.get())) {
                return false;
            }
        }
        return true;
    }

    /** Texts that fulfil all needs together: one as a rule, several where no single text could. */
    Optional<List<String>> values(int variation) {
        Optional<List<String>> texts = known.get(variation);
        if (texts == null) {
            texts = places.isEmpty() ? single(variation) : atPlaces(variation);
            known.put(variation, texts);
            texts.ifPresent(all -> told.forEach(way -> used.add(way.apply(all.get(0)))));
        }
        return texts;
    }

    private Optional<List<String>> single(int variation) {
        if (bases == null) {
            bases = new Candidates(field, wishes).all();
        }
        if (variation > 0) {
            // Where a text does, what differs from it a little often does, too.
            Optional<List<String>> plain = values(0);
            Stream<String> first =
                    plain.isEmpty() ? Stream.empty() : Stream.of(plain.get().get(0));
            Optional<String> varied = Stream.concat(first, bases.stream())
                    .flatMap(base -> Candidates.varied(base, variation).stream())
                    .filter(text -> fulfils(text) && isNew(text))
                    .findFirst();
            return varied.isPresent() ? varied.map(List::of) : plain;
        }
        Optional<String> one = bases.stream().filter(this::fulfils).findFirst();
        return one.isPresent() ? one.map(List::of) : several();
    }

    private boolean fulfils(String text) {
        return wishes.stream().allMatch(wish -> wish.test(text));
    }

    private Optional<List<String>> several() {
        List<String> values = new ArrayList<>();
        List<Wish> negative =
                wishes.stream().filter(wish -> wish.candidates().isEmpty()).toList();
        for (Wish wish : wishes) {
            if (negative.contains(wish)) {
                continue;
            }
            Optional<String> one = wish.candidates().stream()
                    .filter(text -> wish.test(text) && negative.stream().allMatch(other -> other.test(text)))
                    .findFirst();
            if (one.isEmpty()) {
                return Optional.empty();
            }
            if (!values.contains(one.get())) {
                values.add(one.get());
            }
        }
        return values.size() < 2 || !wishes.stream().allMatch(FieldNeeds::isOfSearch)
                ? Optional.empty()
                : Optional.of(values);
    }

    /** Conditions of searches hold if one of the values does; elsewhere that is not so of all functions. */
    private static boolean isOfSearch(Wish wish) {
        return wish instanceof Wish.Matches
                || wish instanceof Wish.Calculated calculated && isOfSearch(calculated.wish());
    }

    private Optional<List<String>> atPlaces(int variation) {
        Map<Integer, String> texts = new LinkedHashMap<>();
        int last = -1;
        for (Map.Entry<Integer, FieldNeeds> place : places.entrySet()) {
            FieldNeeds both = place.getValue().copy();
            wishes.forEach(both::wish);
            Optional<List<String>> text = both.values(variation);
            text = text.isEmpty() ? place.getValue().values(variation) : text;
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.put(place.getKey(), text.get().get(0));
            last = Math.max(last, place.getKey());
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            values.add(texts.getOrDefault(i, "made-up " + i));
        }
        for (Wish wish : wishes) {
            if (values.stream().noneMatch(wish::test)) {
                Optional<String> text =
                        wish.candidates().stream().filter(wish::test).findFirst();
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                values.add(text.get());
            }
        }
        if (texts.containsKey(-1)
                && (values.isEmpty() || !values.get(values.size() - 1).equals(texts.get(-1)))) {
            values.add(texts.get(-1));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
