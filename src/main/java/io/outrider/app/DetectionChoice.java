package io.outrider.app;

import io.outrider.content.Content;
import io.outrider.content.Content.Entry;
import io.outrider.content.DetectionSettings;
import io.outrider.spl.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the one detection that a user means, by its id or name. */
final class DetectionChoice {

    /** As many as one takes in at a glance. */
    private static final int MOST_NAMED = 5;

    private final Content content;

    DetectionChoice(Content content) {
        this.content = content;
    }

    /**
     * The detection with this id or name, in any case; its name may be written as in a property, with a {@code _} for
     * anything but letters and digits. Refused detections are found too.
     *
     * @throws IllegalArgumentException if there is none or more than one; the message names those that may be meant
     */
    Entry of(String text) {
        String wanted = text.strip();
        List<Entry> found = select(entry -> wanted.equalsIgnoreCase(entry.id()));
        if (found.isEmpty()) {
            found = select(entry -> wanted.equalsIgnoreCase(entry.name()));
        }
        if (found.isEmpty() && !wanted.isEmpty()) {
            String key = DetectionSettings.key(wanted);
            found = select(entry ->
                    entry.name() != null && DetectionSettings.key(entry.name()).equals(key));
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("expected the id or name of one of "
                    + content.entries().size() + " detections, but found '" + text + "'" + near(wanted));
        }
        throw new IllegalArgumentException("expected the id or name of one detection, but '" + text + "' is that of "
                + found.size() + "; give the other of id and name, or --detections DIR:" + named(found));
    }

    private List<Entry> select(Predicate<Entry> condition) {
        return content.entries().stream().filter(condition).toList();
    }

    private String near(String wanted) {
        Set<Entry> near = new LinkedHashSet<>();
        List<String> known = new ArrayList<>();
        content.entries().forEach(entry -> known.addAll(names(entry)));
        String suggestion = Suggestion.among(known, wanted);
        near.addAll(select(entry -> names(entry).stream().anyMatch(name -> suggestion.contains(" " + name + "?"))));
        String lower = wanted.toLowerCase(Locale.ROOT);
        if (!lower.isEmpty()) {
            near.addAll(select(entry -> names(entry).stream()
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT).contains(lower))));
        }
        if (near.isEmpty()) {
            return "; outrider validate names them all";
        }
        return "; did you mean one of these?" + named(List.copyOf(near));
    }

    private static List<String> names(Entry entry) {
        List<String> names = new ArrayList<>();
        add(names, entry.id());
        add(names, entry.name());
        return names;
    }

    private static void add(List<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }

    private static String named(List<Entry> entries) {
        String named = entries.stream()
                .limit(MOST_NAMED)
                .map(entry -> "\n  " + (entry.name() == null ? entry.id() : entry.name()) + " (" + entry.file() + ')')
                .collect(Collectors.joining());
        return entries.size() > MOST_NAMED ? named + "\n  and " + (entries.size() - MOST_NAMED) + " others" : named;
    }
}
