package io.outrider.evtx;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.evtx.SyntheticChunk.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Each type of value is written as Windows writes it. The files are synthetic. */
class EvtxValuesTest {

    private static String written(Value value) throws IOException {
        String line = Lines.of(chunk -> chunk.template(SyntheticChunk.EVENT, value));
        String begin = Lines.BEGIN + "<Data Name='V'>";
        String end = "</Data>" + Lines.END;
        assertThat(line).startsWith(begin).endsWith(end);
        return line.substring(begin.length(), line.length() - end.length());
    }

    private static String refused(Value value) throws IOException {
        String line = Lines.of(chunk -> chunk.template(SyntheticChunk.EVENT, value));
        assertThat(line).startsWith("<?outrider-unreadable expected ");
        return line;
    }

    private static Value number(int type, int size, long number) {
        return Value.number(type, size, number);
    }

    @Test
    void nullIsNothingWhereItIsNotOptional() throws IOException {
        assertThat(written(Value.of(0x00))).isEmpty();
    }

    @Test
    void textIsEscapedAndKeepsItsBlanks() throws IOException {
        assertThat(written(Value.text(" a<b>&\"'\t\u00e9\u20ac\uD83D\uDE00 ")))
                .isEqualTo(" a&lt;b&gt;&amp;\"'\t\u00e9\u20ac\uD83D\uDE00 ");
    }

    @Test
    void textLosesTheZerosAtItsEnd() throws IOException {
        assertThat(written(Value.text("ab\0\0"))).isEqualTo("ab");
        assertThat(written(Value.text("\0"))).isEmpty();
    }

    @Test
    void lineBreaksAreReferencesSoThatARecordIsOneLine() throws IOException {
        assertThat(written(Value.text("a\r\n<Event b"))).isEqualTo("a&#13;&#10;&lt;Event b");
    }

    @Test
    void whatXmlForbidsIsAReferenceThatAParserFinds() throws IOException {
        assertThat(written(Value.text("a\0\u0001\uD800b\uDC00\uFFFE"))).isEqualTo("a&#0;&#1;&#55296;b&#56320;&#65534;");
    }

    @Test
    void halfAPairAtTheEndOfATextIsNoReasonToReadOn() throws IOException {
        assertThat(written(Value.text("a\uD83D"))).isEqualTo("a&#55357;");
    }

    @Test
    void longTextIsWrittenWhole() throws IOException {
        String text = "0123456789\u00e9".repeat(2500);
        assertThat(written(Value.text(text))).isEqualTo(text);
    }

    @Test
    void textOfBytesIsUtf8OrElseLatin1() throws IOException {
        assertThat(written(new Value(0x02, "caf\u00e9 <\0".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("caf\u00e9 &lt;");
        assertThat(written(new Value(0x02, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("caf\u00e9");
    }

    @Test
    void numbersAreSignedOrNotByTheirType() throws IOException {
        assertThat(written(number(0x03, 1, -1))).isEqualTo("-1");
        assertThat(written(number(0x04, 1, -1))).isEqualTo("255");
        assertThat(written(number(0x05, 2, -2))).isEqualTo("-2");
        assertThat(written(number(0x06, 2, -2))).isEqualTo("65534");
        assertThat(written(number(0x07, 4, -3))).isEqualTo("-3");
        assertThat(written(number(0x08, 4, -3))).isEqualTo("4294967293");
        assertThat(written(number(0x09, 8, -4))).isEqualTo("-4");
        assertThat(written(number(0x0A, 8, -4))).isEqualTo("18446744073709551612");
    }

    @Test
    void realNumbersHaveNoExponent() throws IOException {
        assertThat(written(number(0x0B, 4, Float.floatToIntBits(1.5f)))).isEqualTo("1.5");
        assertThat(written(number(0x0B, 4, Float.floatToIntBits(0.1f)))).isEqualTo("0.1");
        assertThat(written(number(0x0C, 8, Double.doubleToLongBits(-1e21)))).isEqualTo("-1000000000000000000000");
        assertThat(written(number(0x0C, 8, Double.doubleToLongBits(-0.0)))).isEqualTo("0");
        assertThat(written(number(0x0C, 8, Double.doubleToLongBits(Double.NaN))))
                .isEqualTo("NaN");
        assertThat(written(number(0x0C, 8, Double.doubleToLongBits(Double.NEGATIVE_INFINITY))))
                .isEqualTo("-INF");
    }

    @Test
    void boolIsAWord() throws IOException {
        assertThat(written(number(0x0D, 4, 1))).isEqualTo("true");
        assertThat(written(number(0x0D, 4, 0))).isEqualTo("false");
        assertThat(written(number(0x0D, 1, 1))).isEqualTo("true");
    }

    @Test
    void binaryDataIsHexadecimal() throws IOException {
        assertThat(written(Value.of(0x0E, 0x00, 0x1F, 0xA0))).isEqualTo("001FA0");
    }

    @Test
    void guidIsInBracesWithItsFirstPartsTurnedRound() throws IOException {
        assertThat(written(Value.of(0x0F, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)))
                .isEqualTo("{03020100-0504-0706-0809-0A0B0C0D0E0F}");
    }

    @Test
    void sizesAndHexadecimalNumbersHaveNoLeadingZeros() throws IOException {
        assertThat(written(number(0x10, 4, -1))).isEqualTo("0xffffffff");
        assertThat(written(number(0x10, 8, 16))).isEqualTo("0x10");
        assertThat(written(number(0x14, 4, 0x49732))).isEqualTo("0x49732");
        assertThat(written(number(0x15, 8, 0x8000000000000000L))).isEqualTo("0x8000000000000000");
        assertThat(written(number(0x15, 8, 0))).isEqualTo("0x0");
    }

    @Test
    void fileTimeHasAllItsDigits() throws IOException {
        assertThat(written(number(0x11, 8, 116444736000000001L))).isEqualTo("1970-01-01T00:00:00.0000001Z");
        assertThat(written(number(0x11, 8, 0))).isEqualTo("1601-01-01T00:00:00.0000000Z");
    }

    @Test
    void timesThatNoLogCanHoldAreWrittenAllTheSame() throws IOException {
        assertThat(written(number(0x11, 8, Long.MAX_VALUE))).isEqualTo("30828-09-14T02:48:05.4775807Z");
        assertThat(written(number(0x11, 8, -1))).isEqualTo("60056-05-28T05:36:10.9551615Z");
        assertThat(written(Value.of(0x12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)))
                .isEqualTo("65535-65535-65535T65535:65535:65535.65535Z");
    }

    @Test
    void systemTimeIsWrittenWithoutTheDayOfTheWeek() throws IOException {
        assertThat(written(Value.of(0x12, 0xE8, 7, 2, 0, 4, 0, 29, 0, 23, 0, 59, 0, 58, 0, 7, 0)))
                .isEqualTo("2024-02-29T23:59:58.007Z");
    }

    @Test
    void securityIdentifierIsWrittenInParts() throws IOException {
        assertThat(written(Value.of(0x13, 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0)))
                .isEqualTo("S-1-5-32-544");
        assertThat(written(Value.of(0x13, 1, 0, 1, 0, 0, 0, 0, 0))).isEqualTo("S-1-0x10000000000");
    }

    @Test
    void identifierWithMorePartsThanBytesIsRefused() throws IOException {
        assertThat(refused(Value.of(0x13, 1, 9, 0, 0, 0, 0, 0, 5))).contains("a security identifier");
        assertThat(refused(Value.of(0x13, 1))).contains("a security identifier");
    }

    @Test
    void numberOfAnotherSizeIsRefusedButNothingIsNothing() throws IOException {
        assertThat(refused(number(0x08, 2, 1))).contains("expected 4 bytes for a value of type 8, but found 2");
        assertThat(written(Value.of(0x08))).isEmpty();
    }

    @Test
    void unknownTypeIsRefusedByItsNumber() throws IOException {
        assertThat(refused(number(0x20, 8, 1))).contains("type 32");
    }

    @Test
    void elementOfAnArrayStandsOnceForEachItem() throws IOException {
        assertThat(written(Value.of(0x81, 'a', 0, 0, 0, 0, 0, 'b', 0)))
                .isEqualTo("a</Data><Data Name='V'></Data><Data Name='V'>b");
        assertThat(written(Value.of(0x82, 'a', 0, 'b', 0))).isEqualTo("a</Data><Data Name='V'>b");
        assertThat(written(Value.of(0x86, 1, 0, 2, 0))).isEqualTo("1</Data><Data Name='V'>2");
        assertThat(written(Value.of(0x93, 1, 0, 0, 0, 0, 0, 0, 5, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0)))
                .isEqualTo("S-1-5</Data><Data Name='V'>S-1-5-18");
    }

    @Test
    void emptyArrayIsOneEmptyElement() throws IOException {
        assertThat(written(Value.of(0x81))).isEmpty();
    }

    @Test
    void arrayWithARestIsRefused() throws IOException {
        assertThat(refused(Value.of(0x88, 1, 0, 0, 0, 2))).contains("a rest of 1");
        assertThat(refused(Value.of(0x93, 1))).contains("a rest of 1");
        assertThat(refused(Value.of(0x8E, 1))).contains("type 14");
    }
}
