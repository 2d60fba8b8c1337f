package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class RecordBatchesTest {

    private static final SourceUnit UNIT = new SourceUnit("unit", "synthetic");

    @Test
    void recordsComeInBatchesOfTheSizeAndTheLastOneIsSmaller() {
        RecordBatches batches = batches("a\nb\nc", 2);
        assertThat(batches.next().records()).extracting(RawRecord::text).containsExactly("a", "b");
        RecordBatch last = batches.next();
        assertThat(last.records()).extracting(RawRecord::text).containsExactly("c");
        assertThat(last.endOffset()).isEqualTo(5);
        assertThat(batches.hasNext()).isFalse();
    }

    @Test
    void hasNextChangesNothingHoweverOftenItIsCalled() {
        RecordBatches batches = batches("a\nb", 1);
        assertThat(batches.hasNext() && batches.hasNext() && batches.hasNext()).isTrue();
        assertThat(batches.next().records()).extracting(RawRecord::text).containsExactly("a");
        assertThat(batches.next().records()).extracting(RawRecord::text).containsExactly("b");
        assertThat(batches.hasNext() || batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nothingFollowsAnAbort() {
        RecordBatches batches = batches("a\nb", 1);
        assertThat(batches.hasNext()).isTrue();
        batches.abort();
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nothingFollowsClose() throws IOException {
        RecordBatches batches = batches("a\nb", 1);
        batches.close();
        assertThat(batches.hasNext()).isFalse();
    }

    @Test
    void emptyInputHasNoBatch() {
        assertThat(batches("", 10).hasNext()).isFalse();
        assertThat(batches(" \n\n", 10).hasNext()).isFalse();
    }

    @Test
    void inputThatBreaksOffGivesItsRecordsFirstAndThenTheFailure() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append("{\"n\":").append(i * 7919L % 10_007).append("}\n");
        }
        byte[] packed = InputsTest.gzip(lines.toString().getBytes(StandardCharsets.UTF_8));
        byte[] cut = Arrays.copyOf(packed, packed.length / 2);
        RecordBatches batches =
                new RecordBatches(UNIT, new RecordReader(Inputs.open(new ByteArrayInputStream(cut), "cut.gz")), 100);
        int records = 0;
        long endOffset = 0;
        while (batches.hasNext()) {
            RecordBatch batch = batches.next();
            records += batch.records().size();
            endOffset = batch.endOffset();
        }
        assertThat(batches.failure()).containsInstanceOf(EOFException.class);
        assertThat(records).isGreaterThan(1000);
        String read = lines.substring(0, (int) endOffset);
        // What is behind the last record belongs to none: white space, and the record that broke off.
        assertThat(read.stripTrailing()).endsWith("}");
        assertThat(read.lines()).hasSize(records);
        assertThat(batches.hasNext()).isFalse();
    }

    @Test
    void readingGoesOnBehindABatchThatWentThrough() {
        String input = "{\"a\":1}\n\n{\"b\":2}{\"c\":3}\nd";
        RecordBatches whole = batches(input, 1);
        while (whole.hasNext()) {
            long from = whole.next().endOffset();
            assertThat(whole.endOffset()).isEqualTo(from);
            RecordBatches rest = new RecordBatches(UNIT, reader(input), 100, from);
            List<RawRecord> expected = all(batches(input, 100)).stream()
                    .filter(record -> record.offset() >= from)
                    .toList();
            assertThat(rest.endOffset()).isEqualTo(from);
            assertThat(all(rest)).isEqualTo(expected);
            assertThat(rest.endOffset()).isGreaterThanOrEqualTo(from);
        }
        assertThat(whole.endOffset()).isEqualTo(input.length());
    }

    @Test
    void inputThatEndsWellHasNoFailure() {
        RecordBatches batches = batches("a", 1);
        batches.next();
        assertThat(batches.hasNext()).isFalse();
        assertThat(batches.failure()).isEmpty();
    }

    private static RecordBatches batches(String input, int size) {
        return new RecordBatches(UNIT, reader(input), size);
    }

    private static RecordReader reader(String input) {
        return new RecordReader(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<RawRecord> all(RecordBatches batches) {
        List<RawRecord> records = new ArrayList<>();
        batches.forEachRemaining(batch -> records.addAll(batch.records()));
        return records;
    }
}
