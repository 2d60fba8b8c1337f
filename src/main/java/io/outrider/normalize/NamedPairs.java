package io.outrider.normalize;

import java.util.List;

/**
 * An array whose elements each tell a name and its values, as {@code "Parameters":[{"Name":"Identity","Value":"bob"}]}: each
 * name becomes a field.
 *
 * @param array its name, with the brackets: {@code Parameters{}}
 * @param name the field that is the name: {@code Parameters{}.Name}
 * @param values the fields that are the values: {@code Parameters{}.Value}; all that an element has count, in its order
 * @param as what the field is called, with a star for the name
 */
record NamedPairs(String array, String name, List<String> values, String as) {

    /** A pair gives the field that it names. */
    static final String NAME_ITSELF = "*";

    NamedPairs {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("expected a member of " + array + " that is the value, but found none");
        }
        if (as.indexOf('*') < 0 || as.indexOf('*') != as.lastIndexOf('*')) {
            throw new IllegalArgumentException("expected a name with one * for that of the pair, but found " + as);
        }
    }

    /**
     * @param name a member of each element
     * @param values likewise
     * @throws IllegalArgumentException if these are no pairs
     */
    static NamedPairs of(String array, String name, List<String> values, String as) {
        if (!array.endsWith("{}")) {
            throw new IllegalArgumentException("expected an array such as Parameters{}, but found " + array);
        }
        return new NamedPairs(
                array,
                array + '.' + name,
                values.stream().map(value -> array + '.' + value).toList(),
                as);
    }

    /** The field of a pair with this name. */
    String field(String own) {
        return as.equals(NAME_ITSELF) ? own : as.replace("*", own);
    }
}
