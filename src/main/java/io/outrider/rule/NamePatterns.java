package io.outrider.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of fields, in which {@code *} stands for any characters. */
public final class NamePatterns {

    private final Set<String> exact = new HashSet<>();
    private final List<StarPattern> patterns = new ArrayList<>();

    public NamePatterns(List<String> names) {
        for (String name : names) {
            if (name.indexOf('*') < 0) {
                exact.add(name);
            } else {
                patterns.add(StarPattern.compile(name));
            }
        }
    }

    public boolean match(String name) {
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
