/**
 * Why a detection fires or does not: its plan in words, and what became of given events at each step.
 *
 * <p>Enters: a neutral rule, and records named by their file and line. Leaves: lines for people, or a document for machines.
 * Nothing is evaluated here: {@link io.outrider.detect.Tracer} runs the engine's own parts. Start at {@link
 * io.outrider.explain.PlanReport} and {@link io.outrider.explain.EventReport}. Which detections have all their fields from mapped
 * sources, {@link io.outrider.explain.SourceCurve} counts.
 */
@NullMarked
package io.outrider.explain;

import org.jspecify.annotations.NullMarked;
