package io.outrider.normalize;

import io.outrider.regex.Matches;
import io.outrider.regex.Regex;
import java.util.List;
import java.util.Map;

/**
 * A regular expression whose named groups become fields where it matches.
 *
 * @param field that it is searched in; {@code _raw} for the record
 * @param needs a literal text that must be there before the expression is tried; empty for none
 * @param regex of linear time, for every record of a source may be put to it
 */
record Extraction(String field, String needs, Regex regex) {

    static final String RAW = "_raw";

    Extraction {
        if (!regex.isLinear()) {
            throw new IllegalArgumentException(
                    "expected an expression without look-around, back references, and possessive"
                            + " or atomic parts, so that no record can make it slow, but found " + regex);
        }
        if (regex.groupNames().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a named group such as (?<user>\\S+), but found none in " + regex);
        }
    }

    boolean isOfRaw() {
        return field.equals(RAW);
    }

    /** Adds what the first match gives; what is there already stays. */
    void addTo(FieldTable fields, String text) {
        Matches matches = regex.matches(text);
        if (!matches.next()) {
            return;
        }
        for (Map.Entry<String, Integer> group : regex.groupNames().entrySet()) {
            String found = matches.group(group.getValue());
            if (found != null && !found.isEmpty()) {
                fields.supply(group.getKey(), List.of(found));
            }
        }
    }
}
