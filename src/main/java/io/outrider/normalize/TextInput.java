package io.outrider.normalize;

import java.io.InputStream;

/**
 * A text that an input holds, in UTF-8.
 *
 * @param source what Splunk calls its {@code source}: the path of the file, or for an entry of an archive the archive's path, a
 *     colon and the entry's name
 */
record TextInput(String source, InputStream in) {}
