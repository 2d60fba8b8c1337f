/**
 * Detection content as it lies on disk: detection files and macros in the schema of Splunk Security Content.
 *
 * <p>Enters: directories. Leaves: {@link io.outrider.content.Content}, the rules that run and, for every file, what is wrong
 * with it and where. A bad file is data; it never stops the others.
 */
@NullMarked
package io.outrider.content;

import org.jspecify.annotations.NullMarked;
