/**
 * What of Outrider is bounded and how full it is, what is wrong with it, and what is said of that.
 *
 * <p>{@link io.outrider.health.Examination} makes a {@link io.outrider.health.Report} of levels and counts that others supply; {@link
 * io.outrider.health.OperationalAlerts} says what changed since the last one, and {@link io.outrider.health.OperationalOutlet} brings it
 * to the sinks past the store; {@link io.outrider.health.OperationalMemory} is where the next process knows it from. See {@code docs/design/health.md}.
 */
@NullMarked
package io.outrider.health;

import org.jspecify.annotations.NullMarked;
