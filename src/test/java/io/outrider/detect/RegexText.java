package io.outrider.detect;

import io.outrider.regex.Matches;
import io.outrider.regex.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts that a regular expression matches: candidates from a plain reading of its syntax, of which only those are given that
 * it really finds.
 */
final class RegexText {

    private static final int CANDIDATES = 24;

    private final String regex;
    private final int variant;
    private final Map<String, List<String>> parts;
    private int at;

    private RegexText(String regex, int variant, Map<String, List<String>> parts) {
        this.regex = regex;
        this.variant = variant;
        this.parts = parts;
    }

    static List<String> of(String regex) {
        return of(regex, Map.of());
    }

    /** @param parts texts for the groups of these names */
    static List<String> of(String regex, Map<String, List<String>> parts) {
        List<String> texts = new ArrayList<>();
        Wish finds = Wish.finds(regex, true);
        for (int variant = 0; variant < CANDIDATES; variant++) {
            Optional<String> text = candidate(regex, variant, parts);
            if (text.isPresent() && !texts.contains(text.get()) && finds.test(text.get())) {
                texts.add(text.get());
            }
        }
        return texts;
    }

    private static Optional<String> candidate(String regex, int variant, Map<String, List<String>> parts) {
        try {
            RegexText reader = new RegexText(regex, variant, parts);
            String text = reader.alternatives();
            return reader.at == regex.length() ? Optional.of(text) : Optional.empty();
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What the group of this name has of all matches in the text. */
    static List<String> parts(Regex regex, String group, String text) {
        List<String> parts = new ArrayList<>();
        Integer number = regex.groupNames().get(group);
        Matches matches = regex.matches(text);
        while (number != null && matches.next()) {
            String part = matches.group(number);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** The variant chooses an alternative. */
    private String alternatives() {
        List<String> all = new ArrayList<>();
        all.add(sequence());
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            all.add(sequence());
        }
        return all.get(variant % all.size());
    }

    private String sequence() {
        StringBuilder text = new StringBuilder();
        while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
            String one = atom();
            text.append(one.repeat(times(one)));
        }
        return text.toString();
    }

    private String atom() {
        char c = regex.charAt(at++);
        switch (c) {
            case '(':
                return group();
            case '[':
                return oneOf();
            case '\\':
                return escape();
            case '.':
                return "x";
            case '^', '$':
                return "";
            default:
                return String.valueOf(c);
        }
    }

    private String group() {
        boolean dropped = false;
        List<String> wanted = List.of();
        if (regex.charAt(at) == '?') {
            dropped = regex.startsWith("?!", at) || regex.startsWith("?<!", at);
            if (regex.startsWith("?<!", at) || regex.startsWith("?<=", at)) {
                at += 3;
            } else if (regex.startsWith("?<", at) || regex.startsWith("?P<", at)) {
                int end = regex.indexOf('>', at);
                wanted = parts.getOrDefault(regex.substring(regex.indexOf('<', at) + 1, end), List.of());
                at = end + 1;
            } else if (regex.startsWith("?:", at) || regex.startsWith("?=", at) || regex.startsWith("?!", at)) {
                at += 2;
            } else {
                // Example: (?i), (?i:x)
                while (regex.charAt(at) != ')' && regex.charAt(at) != ':') {
                    at++;
                }
                if (regex.charAt(at) == ')') {
                    at++;
                    return "";
                }
                at++;
            }
        }
        String text = alternatives();
        at++;
        if (!wanted.isEmpty()) {
            return wanted.get(variant % wanted.size());
        }
        return dropped ? "" : text;
    }

    private String oneOf() {
        boolean negated = regex.charAt(at) == '^';
        at += negated ? 1 : 0;
        int start = at;
        List<String> members = new ArrayList<>();
        while (regex.charAt(at) != ']' || at == start) {
            char c = regex.charAt(at++);
            members.add(c == '\\' ? escape() : String.valueOf(c));
        }
        String set = regex.substring(start, at);
        at++;
        if (negated) {
            for (String candidate : List.of("x", "1", " ", "/", "a", "Z", "~", "é")) {
                if (Wish.finds("[^" + set + "]", true).test(candidate)) {
                    return candidate;
                }
            }
        }
        return members.get(Math.floorMod(variant, members.size()));
    }

    private String escape() {
        char c = regex.charAt(at++);
        return switch (c) {
            case 'd' -> "7";
            case 'w' -> variant % 2 == 0 ? "a" : "B";
            case 's' -> " ";
            case 'S', 'D' -> "x";
            case 'W' -> "-";
            case 'b', 'B', 'A', 'z', 'Z' -> "";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'x' -> hexadecimal();
            default -> String.valueOf(c);
        };
    }

    private String hexadecimal() {
        int end = regex.charAt(at) == '{' ? regex.indexOf('}', at) : at + 2;
        int from = regex.charAt(at) == '{' ? at + 1 : at;
        at = regex.charAt(at) == '{' ? end + 1 : end;
        return Character.toString(Integer.parseInt(regex.substring(from, end), 16));
    }

    /** How often the atom before is repeated; afterwards the quantifier is read. */
    private int times(String atom) {
        if (at >= regex.length()) {
            return 1;
        }
        int times = 1;
        char c = regex.charAt(at);
        if (c == '*' || c == '?' || c == '+') {
            at++;
            times = c == '+' ? 1 + variant % 3 : variant / 2 % 2;
        } else if (c == '{' && regex.substring(at).matches("(?s)\\{\\d+(,\\d*)?}.*")) {
            int end = regex.indexOf('}', at);
            String least = regex.substring(at + 1, end).split(",")[0];
            at = end + 1;
            times = Integer.parseInt(least);
        } else {
            return 1;
        }
        if (at < regex.length() && (regex.charAt(at) == '?' || regex.charAt(at) == '+')) {
            at++;
        }
        return Math.min(times, 512);
    }

    /** The names of its groups. */
    static List<String> groups(String regex) {
        return Pattern.compile("\\(\\?P?<([A-Za-z_]\\w*)>")
                .matcher(regex)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
