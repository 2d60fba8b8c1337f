package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.evtx.SyntheticEvtx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

    private static final String LINE = "{\"a\":\"\u00e9\u20ac\uD83D\uDE00\"}\n";

    @Test
    void gzipIsRecognisedByItsBytesAndNotByItsName(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("events.json"), gzip(utf8(LINE)));
        try (InputStream in = Inputs.open(file)) {
            assertThat(in.readAllBytes()).isEqualTo(utf8(LINE));
        }
    }

    @Test
    void allMembersOfAGzipStreamAreRead() throws IOException {
        assertThat(read(join(gzip(utf8("{}\n")), gzip(new byte[0]), gzip(utf8(LINE)))))
                .isEqualTo("{}\n" + LINE);
    }

    @Test
    void gzipMembersAreReadFromAStreamThatNeverHasBytesAvailable() throws IOException {
        InputStream slow = new ByteArrayInputStream(join(gzip(utf8("{}\n")), gzip(utf8(LINE)))) {
            @Override
            public int available() {
                return 0;
            }

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(new String(Inputs.open(slow, "slow").readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("{}\n" + LINE);
    }

    @Test
    void gzipHeaderWithNameAndExtraFieldIsPassedOver() throws IOException {
        byte[] plain = gzip(utf8(LINE));
        byte[] header = {0x1F, (byte) 0x8B, 8, 4 + 8 + 16 + 2, 0, 0, 0, 0, 0, 0, 2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2};
        assertThat(read(join(header, Arrays.copyOfRange(plain, 10, plain.length))))
                .isEqualTo(LINE);
    }

    @Test
    void zeroPaddingBehindGzipIsPassedOver() throws IOException {
        assertThat(read(join(gzip(utf8(LINE)), new byte[512]))).isEqualTo(LINE);
    }

    @Test
    void garbageBehindAGzipMemberIsAnErrorAndNotTheEnd() {
        assertThatThrownBy(() -> read(join(gzip(utf8(LINE)), utf8("x"))))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("something else than a gzip member in test");
    }

    @Test
    void truncatedGzipIsAnError() {
        byte[] whole = gzip(utf8(LINE));
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 9)))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("test ends in the middle");
    }

    @Test
    void gzipWithAWrongChecksumIsAnError() {
        byte[] whole = gzip(utf8(LINE));
        whole[whole.length - 8] ^= 1;
        assertThatThrownBy(() -> read(whole)).isInstanceOf(ZipException.class).hasMessageContaining("checksum");
    }

    @Test
    void byteOrderMarkIsNoPartOfTheText() throws IOException {
        assertThat(read(utf8("\uFEFF" + LINE))).isEqualTo(LINE);
    }

    @Test
    void utf16IsTranscodedInBothByteOrders() throws IOException {
        assertThat(read(encode("\uFEFF" + LINE, StandardCharsets.UTF_16LE))).isEqualTo(LINE);
        assertThat(read(encode("\uFEFF" + LINE, StandardCharsets.UTF_16BE))).isEqualTo(LINE);
    }

    @Property(tries = 200)
    void utf16OfAnyLengthIsTranscodedWhole(@ForAll String text) throws IOException {
        String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).repeat(20);
        assertThat(read(encode("\uFEFF" + valid, StandardCharsets.UTF_16LE))).isEqualTo(valid);
    }

    @Test
    void halfASurrogatePairBecomesAByteThatIsNoUtf8() throws IOException {
        byte[] input = encode("\uFEFFa", StandardCharsets.UTF_16LE);
        byte[] broken = join(input, new byte[] {0x3D, (byte) 0xD8}, encode("b", StandardCharsets.UTF_16LE));
        assertThat(Inputs.open(new ByteArrayInputStream(broken), "test").readAllBytes())
                .containsExactly('a', 0xFF, 'b');
    }

    @Test
    void evtxThatEndsInItsHeaderIsRefused() {
        for (byte[] input : List.of(utf8("ElfFile\0rest"), gzip(utf8("ElfFile\0rest")))) {
            assertThatThrownBy(() -> read(input))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessage("expected a Windows event log (EVTX) with a header of 4096 bytes,"
                            + " but test ends behind 12 of them");
        }
    }

    @Test
    void evtxIsReadAsLinesOfXmlAlsoInGzip() throws IOException {
        byte[] file = SyntheticEvtx.of("x");
        String line = SyntheticEvtx.line("x");
        assertThat(read(file)).isEqualTo(line);
        assertThat(read(gzip(file))).isEqualTo(line);
    }

    @Test
    void evtxIsReadFromAStreamThatGivesAByteAtATime() throws IOException {
        InputStream slow = new ByteArrayInputStream(SyntheticEvtx.of("x")) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        assertThat(new String(Inputs.open(slow, "slow").readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(SyntheticEvtx.line("x"));
    }

    @Test
    void binaryContentIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> read(utf8("MZ\0")))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("a NUL byte at offset 2");
    }

    @Test
    void emptyInputIsEmpty() throws IOException {
        assertThat(read(new byte[0])).isEmpty();
    }

    @Property(tries = 500)
    void openingAnythingEndsOrFailsWithAnIOException(@ForAll byte[] input) {
        try {
            read(join(new byte[] {0x1F, (byte) 0x8B, 8}, input));
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    private static String read(byte[] input) throws IOException {
        try (InputStream in = Inputs.open(new ByteArrayInputStream(input), "test")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] utf8(String text) {
        return encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] encode(String text, Charset charset) {
        return text.getBytes(charset);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
