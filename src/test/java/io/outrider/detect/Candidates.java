package io.outrider.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Texts that may fulfil several wishes together. */
record Candidates(String field, List<Wish> wishes) {

    /** What parts of texts are put together with: each has been needed. */
    private static final List<String> FILLERS =
            List.of("", " ", "x", "-", "\\", ".", ",", ", ", "/", "://", "x".repeat(300));

    // Where a text may differ without losing what is asked of it, it may within its first words.
    private static final int MOST_PLACES = 60;

    List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        List<String> patterns = wishes.stream()
                .map(Wish::pattern)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!patterns.isEmpty()) {
            FILLERS.forEach(filler -> all.add(joined(patterns, filler)));
        }
        List<List<String>> regexes = regexes();
        regexes.forEach(all::addAll);
        wishes.forEach(wish -> all.addAll(wish.candidates()));
        String json = json(patterns.isEmpty() ? "" : joined(patterns, " "));
        if (json != null) {
            all.add(json);
        }
        combine(patterns, regexes, all);
        all.addAll(Defaults.of(field));
        if (plain().stream().anyMatch(Wish.InNoRow.class::isInstance)) {
            // Searches ignore case, and lookups do not.
            List.copyOf(all).forEach(text -> all.add(text.toUpperCase(Locale.ROOT)));
        }
        all.remove("");
        return new ArrayList<>(all);
    }

    private @org.jspecify.annotations.Nullable String json(String also) {
        List<Wish.InJson> members = plain().stream()
                .filter(Wish.InJson.class::isInstance)
                .map(Wish.InJson.class::cast)
                .toList();
        return members.isEmpty() ? null : JsonBuilder.build(members, also);
    }

    /** Texts of each expression, the wishes for its groups filled in. */
    private List<List<String>> regexes() {
        Map<String, Map<String, List<Wish>>> parts = new LinkedHashMap<>();
        for (Wish wish : plain()) {
            if (wish instanceof Wish.Part part) {
                parts.computeIfAbsent(part.regex(), regex -> new LinkedHashMap<>())
                        .computeIfAbsent(part.group(), group -> new ArrayList<>())
                        .add(part.wish());
            }
        }
        List<List<String>> texts = new ArrayList<>();
        for (Wish wish : plain()) {
            if (wish instanceof Wish.Finds finds && finds.holds() && !parts.containsKey(finds.regex())) {
                texts.add(finds.candidates());
            }
        }
        for (Wish wish : wishes) {
            if (wish instanceof Wish.Through through && wish.pattern() == null) {
                List<String> found = through.candidates().stream()
                        .filter(wish::test)
                        .limit(3)
                        .toList();
                if (!found.isEmpty()) {
                    texts.add(found);
                }
            }
        }
        parts.forEach((regex, groups) -> {
            Map<String, List<String>> inner = new LinkedHashMap<>();
            groups.forEach((group, asked) -> {
                if (!asked.stream().allMatch(Wish.ANY::equals)) {
                    inner.put(group, of(group, asked));
                }
            });
            List<String> all = new ArrayList<>(RegexText.of(regex, inner));
            all.addAll(RegexText.of(regex));
            texts.add(all);
        });
        return texts;
    }

    /** The wishes, as if nothing changed the text before it is looked at. */
    private List<Wish> plain() {
        return wishes.stream().map(Candidates::plain).toList();
    }

    private static Wish plain(Wish wish) {
        if (wish instanceof Wish.Calculated calculated) {
            return plain(calculated.wish());
        }
        return wish instanceof Wish.Through through ? plain(through.wish()) : wish;
    }

    /** Texts that fulfil all the wishes. */
    static List<String> of(String field, List<Wish> wishes) {
        return new Candidates(field, wishes)
                .all().stream()
                        .filter(text -> wishes.stream().allMatch(wish -> wish.test(text)))
                        .limit(3)
                        .toList();
    }

    private static void combine(List<String> patterns, List<List<String>> regexes, Set<String> all) {
        if (regexes.size() + (patterns.isEmpty() ? 0 : 1) < 2) {
            return;
        }
        for (int variant = 0; variant < 4; variant++) {
            for (String filler : FILLERS) {
                List<String> parts = new ArrayList<>();
                if (!patterns.isEmpty()) {
                    parts.add(joined(patterns, filler));
                }
                for (List<String> texts : regexes) {
                    if (!texts.isEmpty()) {
                        parts.add(texts.get(variant % texts.size()));
                    }
                }
                all.add(String.join(filler, parts));
                java.util.Collections.reverse(parts);
                all.add(String.join(filler, parts));
            }
        }
    }

    /** The patterns' literals one after the other: those that begin the text first, those that end it last. */
    private static String joined(List<String> patterns, String filler) {
        List<String> texts = new ArrayList<>(patterns);
        texts.sort(Comparator.comparingInt(Candidates::place));
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

    /** Texts that differ from the base in each variation. */
    static List<String> varied(String base, int variation) {
        Double number = Numbers.parse(base);
        List<String> varied = new ArrayList<>(List.of(
                base + "v" + variation, base + variation, "v" + variation + base, "v" + variation + " " + base));
        if (number != null) {
            varied.add(0, io.outrider.cim.Value.of(number + variation).text());
            varied.add(1, io.outrider.cim.Value.of(number - variation).text());
        }
        int middle = base.length() / 2;
        varied.add(base.substring(0, middle) + variation + base.substring(middle));
        for (int at = 1; at < Math.min(base.length(), MOST_PLACES); at++) {
            varied.add(base.substring(0, at) + variation + base.substring(at));
        }
        return varied;
    }
}
