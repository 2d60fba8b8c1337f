package io.outrider.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Compiles search terms: a text without regard to case, in which {@code *} stands for any number of characters, and which
 * begins and ends where a word may: at the ends of the value, and beside a character that is no letter or digit. After the
 * segmentation of Splunk Enterprise 9 ("About event segmentation") with its default breakers; {@code _} is one of them.
 */
final class TermText implements TextTest {

    private final List<String> literals;
    private final boolean openStart;
    private final boolean openEnd;

    private TermText(List<String> literals, boolean openStart, boolean openEnd) {
        this.literals = List.copyOf(literals);
        this.openStart = openStart;
        this.openEnd = openEnd;
    }

    static TextTest compile(String term) {
        List<String> literals = new ArrayList<>();
        MultivalueFunctions.split(term, "*", literals);
        literals.removeIf(String::isEmpty);
        return literals.isEmpty() ? text -> true : new TermText(literals, term.startsWith("*"), term.endsWith("*"));
    }

    // The leftmost place for each part leaves the most room for those behind it. Only the last part may have to go on.
    @Override
    public boolean test(String text) {
        int position = 0;
        for (int i = 0; i < literals.size(); i++) {
            String literal = literals.get(i);
            boolean needsStart = i == 0 && !openStart;
            boolean needsEnd = i == literals.size() - 1 && !openEnd;
            position = end(text, literal, position, needsStart, needsEnd);
            if (position < 0) {
                return false;
            }
        }
        return true;
    }

    private static int end(String text, String literal, int from, boolean needsStart, boolean needsEnd) {
        for (int start = Wildcard.indexOfIgnoreCase(text, literal, from, text.length());
                start >= 0;
                start = Wildcard.indexOfIgnoreCase(text, literal, start + 1, text.length())) {
            int end = start + literal.length();
            if ((!needsStart || isBreak(text, start)) && (!needsEnd || isBreak(text, end))) {
                return end;
            }
        }
        return -1;
    }

    private static boolean isBreak(String text, int place) {
        return place == 0
                || place == text.length()
                || !Character.isLetterOrDigit(text.charAt(place - 1))
                || !Character.isLetterOrDigit(text.charAt(place));
    }
}
