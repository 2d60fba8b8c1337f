/**
 * Regular expressions as Splunk takes them (those of PCRE), on input that may be hostile.
 *
 * <p>Enters: an expression's text. Leaves: {@link io.outrider.regex.Regex}, which searches in time proportional to the text
 * where the expression allows it, and in a bounded number of steps otherwise. Start there.
 */
@NullMarked
package io.outrider.regex;

import org.jspecify.annotations.NullMarked;
