/**
 * Measures the engine against a parser that only reads: what {@code outrider bench} runs, without a command line around it.
 *
 * <p>Enters: sample events and rules. Leaves: a {@link io.outrider.bench.BenchResult}. Start at {@link
 * io.outrider.bench.Bench}.
 */
@NullMarked
package io.outrider.bench;

import org.jspecify.annotations.NullMarked;
