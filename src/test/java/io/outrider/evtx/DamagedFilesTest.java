package io.outrider.evtx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.evtx.SyntheticChunk.Value;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damage costs the records that it hit, and no others; it is told, and where. The files are synthetic. */
class DamagedFilesTest {

    private static final String UNREADABLE = "<?outrider-unreadable expected ";
    private static final String DAMAGE = "<?outrider-damage expected an event log without damage, but found ";

    private final List<Integer> records = new ArrayList<>();

    /** A chunk with as many records as there are texts; {@link #records} has where each begins, and where the last ends. */
    private byte[] chunk(String... texts) {
        SyntheticChunk chunk = new SyntheticChunk();
        records.clear();
        for (String text : texts) {
            records.add(chunk.position());
            chunk.record(record -> record.template(SyntheticChunk.EVENT, Value.text(text)));
        }
        records.add(chunk.position());
        return chunk.done();
    }

    private static List<String> lines(byte[]... chunks) throws IOException {
        return Lines.of(SyntheticChunk.file(chunks));
    }

    /** The event with damage to the file told in it. */
    private static String told(String value, String found) {
        return Lines.event(value).replace("</Event>", DAMAGE + found + "?></Event>");
    }

    @Test
    void fileWithoutChunksIsEmpty() throws IOException {
        assertThat(lines()).isEmpty();
    }

    @Test
    void fileThatEndsInARecordGivesThoseBeforeIt() throws IOException {
        byte[] chunk = chunk("a", "b");
        byte[] file = SyntheticChunk.file(chunk);
        int end = EvtxInput.HEADER + records.get(1) + 40;
        List<String> lines = Lines.of(Arrays.copyOf(file, end));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo(told("a", "a file that ends in the chunk at offset 4096"));
        assertThat(lines.get(1))
                .startsWith(UNREADABLE + "a record of ")
                .contains("the end of the file behind 40 of them")
                .contains("at offset " + (EvtxInput.HEADER + records.get(1)) + " of the event log file");
    }

    @Test
    void fileThatEndsInItsFirstRecordSaysSoOnce() throws IOException {
        byte[] file = SyntheticChunk.file(chunk("a"));
        assertThat(Lines.of(Arrays.copyOf(file, EvtxInput.HEADER + records.get(0) + 40)))
                .singleElement()
                .asString()
                .startsWith(UNREADABLE + "a record of ");
    }

    @Test
    void fileThatEndsBehindItsLastRecordLosesNone() throws IOException {
        byte[] file = SyntheticChunk.file(chunk("a", "b"));
        assertThat(Lines.of(Arrays.copyOf(file, EvtxInput.HEADER + records.get(2))))
                .containsExactly(told("a", "a file that ends in the chunk at offset 4096"), Lines.event("b"));
    }

    @Test
    void fileThatEndsInAChunksHeaderSaysSo() throws IOException {
        byte[] file = SyntheticChunk.file(chunk("a"), chunk("b"));
        assertThat(Lines.of(Arrays.copyOf(file, EvtxInput.HEADER + Chunk.SIZE + 100)))
                .containsExactly(
                        Lines.event("a"),
                        UNREADABLE + "a chunk of records, but found the end of the file behind 100 bytes of its header,"
                                + " at offset 69632 of the event log file?>");
    }

    @Test
    void everyLengthOfAFileIsRead() throws IOException {
        byte[] file = SyntheticChunk.file(chunk("a", "b"), chunk("c"));
        for (int length = 0; length < file.length; length += length < 6000 ? 1 : 997) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(Lines.of(cut)).allSatisfy(line -> assertThat(line).startsWith("<"));
        }
    }

    @Test
    void chunksOfZerosArePassedOver() throws IOException {
        assertThat(lines(new byte[Chunk.SIZE], chunk("a"), new byte[2 * Chunk.SIZE], chunk("b"), new byte[Chunk.SIZE]))
                .containsExactly(Lines.event("a"), Lines.event("b"));
    }

    @Test
    void otherBytesBetweenChunksAreToldAndTheNextChunkIsRead() throws IOException {
        byte[] other = new byte[1000];
        Arrays.fill(other, (byte) 'E');
        assertThat(lines(chunk("a"), other, chunk("b")))
                .containsExactly(
                        Lines.event("a"),
                        UNREADABLE
                                + "a chunk of records, but found other bytes, at offset 69632 of the event log file?>",
                        Lines.event("b"));
    }

    @Test
    void signatureAcrossTheEndOfAChunkOfOtherBytesIsFound() throws IOException {
        for (int length = Chunk.SIZE - 8; length <= Chunk.SIZE + 8; length++) {
            byte[] other = new byte[length];
            Arrays.fill(other, (byte) 1);
            assertThat(lines(other, chunk("b"))).last().isEqualTo(Lines.event("b"));
        }
    }

    @Test
    void wrongChecksumOfRecordsIsToldWithTheFirstOfThem() throws IOException {
        byte[] chunk = chunk("a", "b");
        // A byte of the time at which the record was written.
        chunk[records.get(0) + 16] ^= 1;
        assertThat(lines(chunk))
                .containsExactly(told("a", "records that do not agree with their checksum"), Lines.event("b"));
    }

    @Test
    void wrongChecksumOfAHeaderIsToldWithTheFirstRecord() throws IOException {
        byte[] chunk = chunk("a", "b");
        chunk[60] ^= 1;
        assertThat(lines(chunk))
                .containsExactly(told("a", "a header that does not agree with its checksum"), Lines.event("b"));
    }

    @Test
    void wrongChecksumIsToldOnceThereIsARecordThatCanBeRead() throws IOException {
        byte[] chunk = chunk("a", "b", "c");
        chunk[records.get(0) + RecordFrames.HEAD + 4] = 0x55;
        List<String> lines = lines(chunk);
        assertThat(lines.get(0)).startsWith(UNREADABLE + "an element or a template, but found token 85 (record 1)");
        assertThat(lines.get(1)).isEqualTo(told("b", "records that do not agree with their checksum"));
        assertThat(lines.get(2)).isEqualTo(Lines.event("c"));
    }

    @Test
    void checksumThatNoRecordCanTellOfIsALineOfItsOwn() throws IOException {
        byte[] chunk = chunk();
        chunk[60] ^= 1;
        assertThat(lines(chunk, chunk("a")))
                .containsExactly(
                        UNREADABLE + "a whole chunk of records, but found a header that does not agree with its"
                                + " checksum, at offset 4096 of the event log file?>",
                        Lines.event("a"));
    }

    @Test
    void recordWithoutItsSignatureIsPassedOver() throws IOException {
        byte[] chunk = chunk("a", "b", "c");
        chunk[records.get(1)] = 0;
        List<String> lines = lines(chunk);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith(UNREADABLE + "the beginning of a record, but found other bytes");
        assertThat(lines.get(2)).isEqualTo(Lines.event("c"));
    }

    @Test
    void recordWhoseSizeIsWrongIsPassedOver() throws IOException {
        for (int size : new int[] {0, 27, 60, 0xFFFF, 0x7FFFFFFF}) {
            byte[] chunk = chunk("a", "b", "c");
            new SizeOf(chunk, records.get(1) + 4).set(size);
            List<String> lines = lines(chunk);
            assertThat(lines).hasSize(3);
            assertThat(lines.get(1)).startsWith(UNREADABLE);
            assertThat(lines.get(2)).isEqualTo(Lines.event("c"));
        }
    }

    @Test
    void recordWhoseSecondSizeIsWrongIsReadAndSaysSo() throws IOException {
        byte[] chunk = chunk("a", "b", "c");
        new SizeOf(chunk, records.get(2) - 4).set(1);
        assertThat(lines(chunk))
                .containsExactly(
                        told("a", "records that do not agree with their checksum"),
                        told("b", "two sizes of the record at offset " + (EvtxInput.HEADER + records.get(1))),
                        Lines.event("c"));
    }

    @Test
    void recordsBehindAnOldEndAreReadWhileTheirNumbersGoOn() throws IOException {
        byte[] chunk = chunk("a", "b", "c");
        new SizeOf(chunk, 48).set(records.get(1));
        assertThat(lines(chunk))
                .containsExactly(
                        told("a", "a header that does not agree with its checksum"),
                        Lines.event("b"),
                        Lines.event("c"));
    }

    @Test
    void recordsOfAnEarlierUseOfTheChunkAreNotRead() throws IOException {
        SyntheticChunk old = new SyntheticChunk();
        old.record(8, record -> record.template(SyntheticChunk.EVENT, Value.text("new")));
        int end = old.position();
        old.record(2, record -> record.template(SyntheticChunk.EVENT, Value.text("old")));
        byte[] chunk = old.done();
        new SizeOf(chunk, 48).set(end);
        assertThat(lines(chunk)).hasSize(1).first().asString().contains("new");
    }

    @Test
    void endOfRecordsBeyondTheChunkIsNone() throws IOException {
        for (int end : new int[] {-1, 0, 511, Chunk.SIZE + 1}) {
            byte[] chunk = chunk("a", "b");
            new SizeOf(chunk, 48).set(end);
            assertThat(lines(chunk))
                    .containsExactly(told("a", "a header that does not agree with its checksum"), Lines.event("b"));
        }
    }

    @Test
    void inputThatCannotBeReadFurtherGivesWhatItHadBefore() throws IOException {
        byte[] file = SyntheticChunk.file(chunk("a", "b"));
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new EOFException("broken");
            }
        };
        byte[] cut = Arrays.copyOf(file, EvtxInput.HEADER + records.get(1));
        try (InputStream in = new EvtxInput(new SequenceInputStream(new ByteArrayInputStream(cut), broken))) {
            byte[] event =
                    told("a", "a file that ends in the chunk at offset 4096").getBytes(StandardCharsets.UTF_8);
            assertThat(in.readNBytes(event.length)).isEqualTo(event);
            assertThat(in.read()).isEqualTo('\n');
            assertThatThrownBy(in::read).isInstanceOf(EOFException.class).hasMessage("broken");
            assertThatThrownBy(in::read).isInstanceOf(EOFException.class).hasMessage("broken");
        }
    }

    /** A number of four bytes in a chunk. */
    private record SizeOf(byte[] chunk, int at) {

        void set(int value) {
            for (int i = 0; i < 4; i++) {
                chunk[at + i] = (byte) (value >> 8 * i);
            }
        }
    }
}
