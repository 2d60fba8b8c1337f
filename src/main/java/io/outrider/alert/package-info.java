/**
 * What leaves Outrider: alerts, their identity, and their rendering as OCSF Detection Findings.
 *
 * <p>Enters: result rows of the engine, with an {@link io.outrider.alert.AlertId}, as {@link io.outrider.alert.Alert}s.
 * Leaves: documents for sinks. Start at {@link io.outrider.alert.OcsfFinding}; {@code docs/reference/alert.md} lists every
 * field.
 */
@NullMarked
package io.outrider.alert;

import org.jspecify.annotations.NullMarked;
