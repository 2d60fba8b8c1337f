package io.outrider.deliver;

import java.util.Set;

/** Reads templates that operators write. */
public interface Templates {

    /**
     * Reads a file.
     *
     * @param file as the operator named it; what it ends with says how values are escaped
     * @param names that the template may begin an expression with
     * @throws IllegalArgumentException if it is not there or is no template; the message has file and line
     */
    Template read(String file, Set<String> names);
}
