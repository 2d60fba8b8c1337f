/**
 * Windows event log files (EVTX) as text: one line of XML for each record, as Windows renders it.
 *
 * <p>Enters: the bytes of a file, in order. Leaves: a stream of UTF-8 lines, {@code <Event>} elements and processing
 * instructions that say what could not be read. All input is hostile.
 *
 * <p>Start at {@link io.outrider.evtx.EvtxInput}. {@code ChunkSource} cuts the file into chunks, {@code RecordFrames} a chunk
 * into records, {@code BinXmlCompiler} makes a tree of what a template says, {@code RecordRenderer} writes it with the values
 * of a record. After "Windows XML Event Log (EVTX) format" (Joachim Metz, libevtx, version 0.0.23) and [MS-EVEN6], sections
 * 2.2.12 (BinXml) and 3.1.4.7 (templates, types).
 */
@NullMarked
package io.outrider.evtx;

import org.jspecify.annotations.NullMarked;
