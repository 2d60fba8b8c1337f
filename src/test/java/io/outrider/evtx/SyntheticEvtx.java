package io.outrider.evtx;

import io.outrider.evtx.SyntheticChunk.Value;

/** Small synthetic EVTX files, for the tests of other packages. */
public final class SyntheticEvtx {

    private SyntheticEvtx() {}

    /** A file of one chunk, with an event for each text. */
    public static byte[] of(String... texts) {
        SyntheticChunk chunk = new SyntheticChunk();
        for (String text : texts) {
            chunk.record(record -> record.template(SyntheticChunk.EVENT, Value.text(text)));
        }
        return SyntheticChunk.file(chunk.done());
    }

    /** What an event is read as that has such a text, of which nothing needs to be escaped. */
    public static String line(String text) {
        return Lines.event(text) + '\n';
    }

    /** The file with the given record's binary XML made unreadable; from 0. */
    public static byte[] withDamage(byte[] file, int record) {
        byte[] damaged = file.clone();
        int at = EvtxInput.HEADER + Chunk.HEADER;
        for (int i = 0; i < record; i++) {
            at += (int) LittleEndian.u32(damaged, at + 4);
        }
        damaged[at + RecordFrames.HEAD + 4] = 0x55;
        return damaged;
    }
}
