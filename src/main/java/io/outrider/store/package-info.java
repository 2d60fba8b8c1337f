/**
 * Rows of windows that are not in memory.
 *
 * <p>What enters are entries, a key and a value in bytes, of numbered tables; what leaves are the entries of one table in the
 * order of their keys. What they mean is known to their writer alone. Start at {@link io.outrider.store.RowStore}; {@code
 * docs/design/spill.md} tells why it is made so.
 */
@NullMarked
package io.outrider.store;

import org.jspecify.annotations.NullMarked;
