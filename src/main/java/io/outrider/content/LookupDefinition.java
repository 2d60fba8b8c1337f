package io.outrider.content;

import io.outrider.rule.LookupTable.Matching;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a lookup table is used, as its file says; what it does not say is as in {@code transforms.conf} (Splunk Enterprise
 * 9.4, "Add field matching rules to your lookup configuration").
 *
 * @param name as searches call it
 * @param filename of its CSV file; {@code null} if none is given
 * @param unsupported what of it has no content here, in words, for example a key-value collection; {@code null} for none
 * @param file where it is defined; {@code null} for a CSV file without definition
 */
record LookupDefinition(
        String name,
        @Nullable String filename,
        @Nullable String unsupported,
        Map<String, Matching> matching,
        boolean caseSensitive,
        int minMatches,
        int maxMatches,
        @Nullable String defaultMatch,
        @Nullable String file) {

    // The documentation's default for tables without times, and the greatest that it allows.
    private static final int USUAL_MATCHES = 100;
    private static final int MOST_MATCHES = 1000;
    private static final String TIMES = "a table of times (time_field)";
    private static final Pattern MATCH_TYPE = Pattern.compile("\\s*([A-Za-z]+)\\s*\\(([^()]*)\\)\\s*(?:,|$)");

    LookupDefinition {
        matching = Map.copyOf(matching);
    }

    /** That of a CSV file without definition. */
    static LookupDefinition of(String filename) {
        return new LookupDefinition(filename, filename, null, Map.of(), true, 0, USUAL_MATCHES, null, null);
    }

    /** Empty if there are errors. */
    static Optional<LookupDefinition> read(YamlMapping yaml, FileProblems problems) {
        String name = yaml.requiredText("name");
        Map<String, Matching> matching = matching(yaml, problems);
        boolean caseSensitive = flag(yaml, "case_sensitive_match", problems);
        int min = count(yaml, "min_matches", 0, 0, problems);
        int max = count(yaml, "max_matches", USUAL_MATCHES, 1, problems);
        if (problems.hasErrors() || name == null) {
            return Optional.empty();
        }
        return Optional.of(new LookupDefinition(
                name,
                yaml.scalarText("filename"),
                unsupported(yaml),
                matching,
                caseSensitive,
                min,
                max,
                yaml.scalarText("default_match"),
                problems.file()));
    }

    /** Whether each row holds from a time on, which is not run: without it, rows would match that do not hold any more. */
    boolean isOfTimes() {
        return TIMES.equals(unsupported);
    }

    private static @Nullable String unsupported(YamlMapping yaml) {
        String type = yaml.scalarText("lookup_type");
        if (yaml.has("collection") || "kvstore".equals(type)) {
            return "a key-value collection, whose rows are kept in Splunk";
        }
        if (yaml.has("time_field")) {
            return TIMES;
        }
        if (yaml.has("external_cmd") || yaml.has("external_type")) {
            return "a program";
        }
        return "mlmodel".equals(type) ? "a trained model" : null;
    }

    /** Published files write booleans as texts. */
    private static boolean flag(YamlMapping yaml, String key, FileProblems problems) {
        String value = yaml.scalarText(key);
        if (value == null) {
            return true;
        }
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            problems.error(yaml.position(key), key, "expected true or false for " + key + ", but found " + value);
        }
        return value.equalsIgnoreCase("true");
    }

    private static int count(YamlMapping yaml, String key, int otherwise, int least, FileProblems problems) {
        String value = yaml.scalarText(key);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,4}")) {
            int count = Integer.parseInt(value);
            if (count >= least && count <= MOST_MATCHES) {
                return count;
            }
        }
        problems.error(
                yaml.position(key),
                key,
                "expected a number from " + least + " to " + MOST_MATCHES + " for " + key + ", but found " + value);
        return otherwise;
    }

    /** Examples: {@code WILDCARD(process), CIDR(range)}, and the same as a list. */
    private static Map<String, Matching> matching(YamlMapping yaml, FileProblems problems) {
        Map<String, Matching> matching = new LinkedHashMap<>();
        String one = yaml.scalarText("match_type");
        for (String text : one != null ? List.of(one) : yaml.texts("match_type")) {
            Matcher type = MATCH_TYPE.matcher(text);
            int end = 0;
            while (end < text.length() && type.find() && type.start() == end) {
                add(matching, type.group(1), type.group(2).strip(), yaml, problems);
                end = type.end();
            }
            if (end < text.length()) {
                problems.error(
                        yaml.position("match_type"),
                        "match_type",
                        "expected WILDCARD(column) or CIDR(column) for match_type, but found " + text.substring(end));
            }
        }
        return matching;
    }

    private static void add(
            Map<String, Matching> matching, String type, String column, YamlMapping yaml, FileProblems problems) {
        switch (type.toUpperCase(java.util.Locale.ROOT)) {
            case "WILDCARD" -> matching.put(column, Matching.WILDCARD);
            case "CIDR" -> matching.put(column, Matching.CIDR);
            case "EXACT" -> matching.put(column, Matching.EXACT);
            default ->
                problems.error(
                        yaml.position("match_type"),
                        "match_type",
                        "expected WILDCARD, CIDR or EXACT for match_type, but found " + type);
        }
    }
}
