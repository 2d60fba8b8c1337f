package io.outrider.deliver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A system's own words for severities, by OCSF's: as {@code informational=3, low=3, medium=2, high=1, critical=1}.
 *
 * @param words five, from informational to critical
 */
record SeverityScale(List<String> words) {

    private static final List<String> NAMES = List.of("informational", "low", "medium", "high", "critical");
    private static final int LONGEST_WORD = 100;

    SeverityScale {
        words = List.copyOf(words);
    }

    /** @throws IllegalArgumentException if not each severity has a word */
    static SeverityScale of(String text) {
        Map<String, String> named = new HashMap<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            String word = part.substring(equals + 1).strip();
            if (!NAMES.contains(name)
                    || word.isEmpty()
                    || word.length() > LONGEST_WORD
                    || named.put(name, word) != null) {
                throw expectedAll(text);
            }
        }
        if (named.size() != NAMES.size()) {
            throw expectedAll(text);
        }
        return new SeverityScale(NAMES.stream().map(named::get).toList());
    }

    private static IllegalArgumentException expectedAll(String text) {
        return new IllegalArgumentException("expected a word for each of " + String.join(", ", NAMES)
                + ", once, as in informational=3, low=3, medium=2, high=1, critical=1, but found '" + text + "'");
    }

    /** The finding's; one of no known severity counts as informational, a fatal one as critical. */
    String of(Finding finding) {
        int severity = finding.severityId();
        boolean known = severity >= 1 && severity <= 6;
        return words.get(known ? Math.min(severity, words.size()) - 1 : 0);
    }
}
