package io.outrider.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text in which {@code *} stands for any number of characters, with regard to case: of names of fields, and of values. */
public final class StarPattern {

    private final List<String> parts;

    private StarPattern(List<String> parts) {
        this.parts = parts;
    }

    public static StarPattern compile(String text) {
        return new StarPattern(List.of(text.split("\\*", -1)));
    }

    public boolean matches(String text) {
        return stars(text) != null;
    }

    /** What each star stands for, each as little as possible from the left; {@code null} if the text does not match. */
    public @Nullable List<String> stars(String text) {
        String first = parts.get(0);
        String last = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return text.equals(first) ? List.of() : null;
        }
        int end = text.length() - last.length();
        if (first.length() > end || !text.startsWith(first) || !text.endsWith(last)) {
            return null;
        }
        List<String> stars = new ArrayList<>(parts.size() - 1);
        int position = first.length();
        for (int i = 1; i < parts.size() - 1; i++) {
            int found = text.indexOf(parts.get(i), position);
            if (found < 0 || found + parts.get(i).length() > end) {
                return null;
            }
            stars.add(text.substring(position, found));
            position = found + parts.get(i).length();
        }
        stars.add(text.substring(position, end));
        return stars;
    }
}
