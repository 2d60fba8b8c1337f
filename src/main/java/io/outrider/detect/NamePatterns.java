package io.outrider.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of fields, in which {@code *} stands for any characters. */
final class NamePatterns {

    private final Set<String> exact = new HashSet<>();
    private final List<StarPattern> patterns = new ArrayList<>();

    NamePatterns(List<String> names) {
        for (String name : names) {
            if (name.indexOf('*') < 0) {
                exact.add(name);
            } else {
                patterns.add(StarPattern.compile(name));
            }
        }
    }

    boolean match(String name) {
        if (exact.contains(name)) {
            return true;
        }
        for (StarPattern pattern : patterns) {
            if (pattern.matches(name)) {
                return true;
            }
        }
        return false;
    }
}
