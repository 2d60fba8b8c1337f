/**
 * The engine: runs rules on events and groups what they match into windows.
 *
 * <p>Enters: batches of common events and neutral rules. Leaves: alerts. Two halves meet in {@link
 * io.outrider.detect.WindowDelta}: {@link io.outrider.detect.Detector} needs no state and may run on any number of threads;
 * {@link io.outrider.detect.WindowGrouping} holds the windows, one batch at a time. How windows open, close and change is
 * told in {@code docs/design/grouping.md}.
 */
@NullMarked
package io.outrider.detect;

import org.jspecify.annotations.NullMarked;
