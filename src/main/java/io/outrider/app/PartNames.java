package io.outrider.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of sources or sinks that a property lists. A name is part of names of properties, routes and threads, and of keys in the
 * store, so it has letters, digits, {@code -} and {@code _} only.
 *
 * @param usable each once, in their order
 * @param problems one line for each name that is left out, or is there twice
 */
record PartNames(List<String> usable, List<String> problems) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    PartNames {
        usable = List.copyOf(usable);
        problems = List.copyOf(problems);
    }

    static PartNames of(String property, Optional<List<String>> names) {
        Set<String> usable = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String name : names.orElse(List.of())) {
            if (!NAME.matcher(name).matches()) {
                problems.add(property + ": expected a name of letters, digits, - and _, but found '" + name
                        + "'; it is left out");
            } else if (!usable.add(name)) {
                problems.add(property + ": " + name + " is there twice; it is made once");
            }
        }
        return new PartNames(List.copyOf(usable), problems);
    }
}
