package io.outrider.deliver;

import java.util.Map;

/** A text with places for values. Used by any number of threads. */
public interface Template {

    /**
     * The text with these values in their places, escaped for the kind of text that it is, and never read as a template themselves.
     *
     * @param values maps, lists, texts, numbers and truth values, by the names that the template knows
     * @throws IllegalArgumentException if that cannot be done, or gives too much text
     */
    String fill(Map<String, ?> values);
}
