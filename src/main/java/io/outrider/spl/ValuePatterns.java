package io.outrider.spl;

import io.outrider.cim.CidrRange;
import io.outrider.rule.Predicate.Pattern;
import java.util.List;
import java.util.regex.Matcher;

/**
 * What a value of a search expression stands for: a range of addresses if it has that form, else a text with wildcards;
 * and if the text holds XML entities, as some published searches do, also what they stand for.
 */
final class ValuePatterns {

    private static final java.util.regex.Pattern ENTITY = java.util.regex.Pattern.compile("&(gt|lt|amp|quot|apos);");

    private ValuePatterns() {}

    /** One or two patterns: the value as it stands, and with its entities decoded if it has any. */
    static List<Pattern> of(String value) {
        if (CidrRange.parse(value).isPresent()) {
            return List.of(new Pattern.Cidr(value));
        }
        String decoded = ENTITY.matcher(value).replaceAll(entity -> Matcher.quoteReplacement(decode(entity.group(1))));
        Pattern raw = new Pattern.Wildcard(value);
        return decoded.equals(value) ? List.of(raw) : List.of(raw, new Pattern.Wildcard(decoded));
    }

    private static String decode(String entity) {
        return switch (entity) {
            case "gt" -> ">";
            case "lt" -> "<";
            case "amp" -> "&";
            case "quot" -> "\"";
            default -> "'";
        };
    }
}
