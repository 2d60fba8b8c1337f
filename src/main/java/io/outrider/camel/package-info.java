/**
 * The engine's parts as Camel sees them: processors, and the four parts of the Aggregate EIP.
 *
 * <p>Each class adapts one thing of the plain core and decides nothing itself. The routes name them; see {@code routes/}.
 */
@NullMarked
package io.outrider.camel;

import org.jspecify.annotations.NullMarked;
