package io.outrider.normalize;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a piece of markup begins in an event: what is open there.
 *
 * @param open names of the elements that are, from the outermost; in a tag its own element too
 * @param value what ends the value before the markup: {@link #TEXT} the text of the innermost element, a quote that of an
 *     attribute, {@link #NONE} nothing, for there is no value
 * @param attributes names of those that the tag has so far, if it is in one
 */
record XmlPlace(List<String> open, char value, List<String> attributes) {

    static final char TEXT = '<';
    static final char NONE = 0;

    /** Where a record begins. */
    static final XmlPlace START = new XmlPlace(List.of(), NONE, List.of());

    XmlPlace {
        open = List.copyOf(open);
        attributes = List.copyOf(attributes);
    }

    /** An attribute's value. */
    static XmlPlace inTag(List<String> open, char quote, List<String> attributes) {
        return new XmlPlace(open, quote, attributes);
    }

    /** The text of the innermost element. */
    static XmlPlace inText(List<String> open) {
        return new XmlPlace(open, TEXT, List.of());
    }

    /** Behind an element that ends without a text. */
    static XmlPlace between(List<String> open) {
        return new XmlPlace(open, NONE, List.of());
    }

    boolean isInTag() {
        return value == '"' || value == '\'';
    }

    /** Tells it apart from all others. */
    String key() {
        List<String> parts = new ArrayList<>(open);
        parts.add(String.valueOf(value));
        parts.addAll(attributes);
        // No name has a blank.
        return String.join(" ", parts);
    }
}
