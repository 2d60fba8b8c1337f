package io.outrider.normalize;

import io.outrider.regex.Matches;
import io.outrider.regex.Regex;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The named groups of a regular expression, where it first matches.
 *
 * @param regex of linear time, for every record of a source may be put to it
 */
record PatternFields(Regex regex) implements FieldFinder {

    PatternFields {
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

    @Override
    public Set<String> fields() {
        return regex.groupNames().keySet();
    }

    @Override
    public void addTo(FieldTable fields, String text) {
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
