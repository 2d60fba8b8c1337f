/**
 * From bytes to common events: cuts an input into records, recognises each record's shape, parses it, and maps its
 * fields to the Common Information Model.
 *
 * <p>Enters: a stream of bytes from one source unit. Leaves: batches of {@link io.outrider.cim.Event}s, and {@link
 * io.outrider.normalize.Reject}s for what is no event. All input is hostile.
 *
 * <p>In the order of use: {@link io.outrider.normalize.Inputs} opens, {@link io.outrider.normalize.RecordReader} cuts,
 * {@link io.outrider.normalize.RecordBatches} gathers, {@link io.outrider.normalize.Normalizer} parses and maps. What {@link
 * io.outrider.normalize.JsonScan} has noted of a record while it was cut makes an event without parsing ({@link
 * io.outrider.normalize.ScannedEvents}), whose fields {@link io.outrider.normalize.FieldPlan} reads from its bytes. What a
 * source's fields mean is in the files of {@code mappings/}, read to {@link
 * io.outrider.normalize.SourceMappings}; what a shape calls them, in the classes named after shapes.
 */
@NullMarked
package io.outrider.normalize;

import org.jspecify.annotations.NullMarked;
