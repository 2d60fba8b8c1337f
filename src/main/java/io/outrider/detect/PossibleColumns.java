package io.outrider.detect;

import io.outrider.rule.NamePatterns;
import io.outrider.rule.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns that a row may have at one place of a search, and what values they may have there. */
final class PossibleColumns {

    private final Map<String, Possible> known;
    /** Why a column that is not known has no value; {@code null} if it may have any. */
    private @Nullable Function<String, Silence> others;

    private PossibleColumns(Map<String, Possible> known, @Nullable Function<String, Silence> others) {
        this.known = known;
        this.others = others;
    }

    /** Any column, with any value. */
    static PossibleColumns open() {
        return new PossibleColumns(new LinkedHashMap<>(), null);
    }

    /** These columns, with any value, and no others. */
    static PossibleColumns closed(Set<String> names, Function<String, Silence> others) {
        PossibleColumns columns = new PossibleColumns(new LinkedHashMap<>(), others);
        names.forEach(name -> columns.known.put(name, Possible.ANY));
        return columns;
    }

    PossibleColumns copy() {
        return new PossibleColumns(new LinkedHashMap<>(known), others);
    }

    Possible of(String name) {
        Possible possible = known.get(name);
        if (possible != null) {
            return possible;
        }
        return others == null ? Possible.ANY : new Possible.Never(others.apply(name));
    }

    void put(String name, Possible possible) {
        known.put(name, possible);
    }

    /** Nothing is known of any column any more. */
    void forget() {
        known.clear();
        others = null;
    }

    /** Nothing is known any more of the values of the columns that there may be. */
    void loosen() {
        known.replaceAll((name, possible) -> possible instanceof Possible.Never ? possible : Possible.ANY);
    }

    void loosen(String name) {
        if (!(of(name) instanceof Possible.Never)) {
            known.put(name, Possible.ANY);
        }
    }

    /** There is no column any more but those that are put afterwards. */
    void clear() {
        known.clear();
        others = Silence.NoColumn::new;
    }

    /** @param always those that are kept beside the names */
    void keep(List<String> names, Set<String> always) {
        Map<String, Possible> kept = new LinkedHashMap<>();
        boolean starred = names.stream().anyMatch(name -> name.indexOf('*') >= 0);
        if (starred && others == null) {
            return;
        }
        NamePatterns patterns = new NamePatterns(names);
        known.forEach((name, possible) -> {
            if (patterns.match(name)) {
                kept.put(name, possible);
            }
        });
        names.stream().filter(name -> name.indexOf('*') < 0).forEach(name -> kept.put(name, of(name)));
        always.forEach(name -> kept.put(name, of(name)));
        clear();
        known.putAll(kept);
    }

    void remove(List<String> names) {
        NamePatterns patterns = new NamePatterns(names);
        for (String name : known.keySet()) {
            if (patterns.match(name)) {
                known.put(name, new Possible.Never(new Silence.NoColumn(name)));
            }
        }
        names.stream()
                .filter(name -> name.indexOf('*') < 0)
                .forEach(name -> known.put(name, new Possible.Never(new Silence.NoColumn(name))));
    }

    void rename(Stage.Renaming renaming) {
        if (renaming.from().indexOf('*') < 0) {
            rename(renaming.from(), renaming.to());
        } else if (others == null) {
            forget();
        } else {
            for (String name : new TreeSet<>(known.keySet())) {
                String target = renaming.target(name);
                if (target != null && !(of(name) instanceof Possible.Never)) {
                    rename(name, target);
                }
            }
        }
    }

    private void rename(String from, String to) {
        if (from.equals(to)) {
            return;
        }
        Possible moved = of(from);
        // Where there is nothing to rename, what had the new name before may stay.
        known.put(to, moved instanceof Possible.Never ? Possible.either(moved, of(to)) : maybe(moved, of(to)));
        known.put(from, new Possible.Never(new Silence.NoColumn(from)));
    }

    private static Possible maybe(Possible moved, Possible before) {
        return before instanceof Possible.Never ? moved : Possible.either(moved, before);
    }

    /** The columns of rows that are made of these and of the others. */
    PossibleColumns with(PossibleColumns other, BinaryOperator<Possible> merge) {
        Set<String> names = new TreeSet<>(known.keySet());
        names.addAll(other.known.keySet());
        PossibleColumns merged = open();
        names.forEach(name -> merged.known.put(name, merge.apply(of(name), other.of(name))));
        merged.others = others == null || other.others == null ? null : others;
        return merged;
    }
}
