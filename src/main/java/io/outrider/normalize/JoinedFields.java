package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A CIM field that is made of several fields of the source, one behind the other; those that are not there are left out.
 *
 * @param field the CIM field
 * @param parts source fields, of each its first text
 * @param separator between two of them
 */
record JoinedFields(String field, List<String> parts, String separator) implements FieldMapping {

    JoinedFields {
        parts = List.copyOf(parts);
    }

    @Override
    public @Nullable Value map(UnaryOperator<@Nullable String> first, Function<String, List<String>> texts) {
        StringJoiner joined = new StringJoiner(separator);
        boolean any = false;
        for (String part : parts) {
            String text = first.apply(part);
            if (FieldMapping.isThere(text)) {
                joined.add(text);
                any = true;
            }
        }
        return any ? Value.of(joined.toString()) : null;
    }

    @Override
    public Set<String> sources() {
        return new TreeSet<>(parts);
    }

    @Override
    public String words(UnaryOperator<@Nullable String> first) {
        return "join of " + String.join(", ", parts);
    }
}
