package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadAheadTest {

    private static final SourceUnit UNIT = new SourceUnit("unit", "synthetic");
    private static final Executor NEW_THREAD = task -> new Thread(task).start();

    @Test
    void batchesAreThoseThatAreReadWithoutItInTheirOrder() throws IOException {
        String lines = IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        List<RecordBatch> expected = new ArrayList<>();
        batches(stream(lines), 7).forEachRemaining(expected::add);

        try (ReadAhead ahead = ahead(stream(lines), 7)) {
            assertThat(ahead.endOffset()).isZero();
            for (RecordBatch batch : expected) {
                assertThat(ahead.hasNext() && ahead.hasNext()).isTrue();
                assertThat(ahead.next()).isEqualTo(batch);
                assertThat(ahead.endOffset()).isEqualTo(batch.endOffset());
            }
            assertThat(ahead.hasNext() || ahead.hasNext()).isFalse();
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
            assertThat(ahead.aborted()).isFalse();
        }
    }

    @Test
    void onlySoMuchIsReadAheadThatMemoryDoesNotGrowWithTheInput() throws IOException {
        AtomicInteger given = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                given.incrementAndGet();
                return '\n';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                bytes[from] = 'a';
                bytes[from + 1] = '\n';
                given.addAndGet(2);
                return 2;
            }
        };
        try (ReadAhead ahead = ahead(endless, 1)) {
            ahead.next();
            // Two that are ready, one that waits to be, and what the reader has to see to know that a record is over.
            Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> given.get() >= 8);
            assertThat(given.get()).isLessThan(100);
        }
    }

    @Test
    void nothingFollowsAnAbort() throws IOException {
        try (ReadAhead ahead = ahead(stream("a\nb"), 1)) {
            assertThat(ahead.hasNext()).isTrue();
            ahead.abort();
            assertThat(ahead.hasNext()).isFalse();
            assertThat(ahead.aborted()).isTrue();
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void closeEndsAReaderThatWaitsAndClosesItsInput() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream in = new ByteArrayInputStream("a\nb\nc\nd\ne\nf".getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        ahead(in, 1).close();

        assertThat(closed).isTrue();
    }

    @Test
    void whatWasReadBeforeAFaultIsGivenAndThenTheFaultIsTold() throws IOException {
        InputStream in = new InputStream() {
            private final InputStream first = stream("a\nb\n");

            @Override
            public int read() throws IOException {
                int next = first.read();
                if (next < 0) {
                    throw new EOFException("cut");
                }
                return next;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                bytes[from] = (byte) read();
                return 1;
            }
        };
        try (ReadAhead ahead = ahead(in, 1)) {
            assertThat(ahead.next().records()).extracting(RawRecord::text).containsExactly("a");
            assertThat(ahead.next().records()).extracting(RawRecord::text).containsExactly("b");
            assertThat(ahead.hasNext()).isFalse();
            assertThat(ahead.failure()).get().isInstanceOf(EOFException.class);
        }
    }

    @Test
    void readerThatBreaksIsToldToWhoeverTakes() throws IOException {
        InputStream in = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("broken");
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                throw new IllegalStateException("broken");
            }
        };
        try (ReadAhead ahead = ahead(in, 1)) {
            assertThatThrownBy(ahead::hasNext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("synthetic")
                    .hasMessageContaining("broken");
        }
    }

    @Test
    void interruptionOfTheTakerEndsNothingAndIsNotLost() throws IOException {
        try (ReadAhead ahead = ahead(stream("a\nb"), 1)) {
            Thread.currentThread().interrupt();
            assertThat(ahead.next().records()).extracting(RawRecord::text).containsExactly("a");
            assertThat(ahead.next().records()).extracting(RawRecord::text).containsExactly("b");
            assertThat(ahead.hasNext()).isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RecordBatches batches(InputStream in, int size) {
        return new RecordBatches(UNIT, new RecordReader(in), size);
    }

    private static ReadAhead ahead(InputStream in, int size) {
        return new ReadAhead(batches(in, size), NEW_THREAD);
    }
}
