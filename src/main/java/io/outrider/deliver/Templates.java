package io.outrider.deliver;

import java.util.Set;

/** Reads templates, the shipped ones and those that operators write: in one language, within the same bounds. */
public interface Templates {

    /**
     * Reads a file.
     *
     * @param file as the operator named it
     * @param place for which values are escaped
     * @param names that the template may begin an expression with
     * @throws IllegalArgumentException if it is not there or is no template; the message has file and line
     */
    Template read(String file, Place place, Set<String> names);

    /**
     * Reads a text.
     *
     * @param name as messages call it
     * @throws IllegalArgumentException if it is no template; the message has name and line
     */
    Template of(String name, String text, Place place, Set<String> names);
}
