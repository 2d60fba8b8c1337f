package io.outrider.camel.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.outrider.camel.StreamCounters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Bytes of a connection to messages. All bytes are synthetic. */
class SyslogFrameDecoderTest {

    private static final int MAX = 200;

    private final StreamCounters counters = new StreamCounters();
    private final Budget budget = new Budget(4 << 20);

    private SyslogFrameDecoder decoder(int max) {
        return new SyslogFrameDecoder(max, budget, counters, "peer");
    }

    private static List<Message> drain(EmbeddedChannel channel) {
        List<Message> messages = new ArrayList<>();
        for (Message message = channel.readInbound(); message != null; message = channel.readInbound()) {
            messages.add(message);
        }
        return messages;
    }

    /** The messages of what is read in these pieces, and of the end of the connection. */
    private List<Message> read(int max, byte[]... pieces) {
        EmbeddedChannel channel = new EmbeddedChannel(decoder(max));
        List<Message> messages = new ArrayList<>();
        for (byte[] piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(piece));
                messages.addAll(drain(channel));
            }
        }
        channel.finish();
        messages.addAll(drain(channel));
        return messages;
    }

    private List<String> texts(String... pieces) {
        byte[][] bytes =
                Arrays.stream(pieces).map(piece -> piece.getBytes(UTF_8)).toArray(byte[][]::new);
        return read(MAX, bytes).stream()
                .map(message -> new String(message.bytes(), UTF_8))
                .toList();
    }

    @Test
    void countedFramesAreCutByTheirLengthsWhateverIsInThem() {
        assertThat(texts("6 <13>a\n12 <13>b\n3 <1>c5 <13>d")).containsExactly("<13>a", "<13>b\n3 <1>c", "<13>d");
    }

    @Test
    void messageIsThereAsSoonAsItsLastByteIs() {
        for (List<String> stream :
                List.of(List.of("<13>a", "\n"), List.of("5 ", "<13>", "a"), List.of("<13>", "a\0"))) {
            EmbeddedChannel channel = new EmbeddedChannel(decoder(MAX));
            for (String piece : stream) {
                assertThat(drain(channel)).isEmpty();
                channel.writeInbound(Unpooled.copiedBuffer(piece, UTF_8));
            }
            assertThat(drain(channel)).hasSize(1);
            channel.finish();
        }
    }

    @Test
    void lineEndBehindACountedFrameBelongsToNoMessage() {
        assertThat(texts("5 <13>a\n6 <13>b\n\r\n5 <13>c\0")).containsExactly("<13>a", "<13>b", "<13>c");
    }

    @Test
    void linesEndAtLineFeedsWithOrWithoutCarriageReturnAndAtNuls() {
        assertThat(texts("<13>a\n<13>b\r\n\n<13>c\0{\"d\":1}\n"))
                .containsExactly("<13>a", "<13>b", "<13>c", "{\"d\":1}");
    }

    @Test
    void lineThatBeginsWithANumberIsALine() {
        assertThat(texts("2025-06-03 09:00:00 a\n")).containsExactly("2025-06-03 09:00:00 a");
        assertThat(texts("<13>a\n12 drummers drumming\n")).containsExactly("<13>a", "12 drummers drumming");
        assertThat(texts("1717405200000 a\n")).containsExactly("1717405200000 a");
        assertThat(texts("20250603 a\n")).as("longer than a message may be").containsExactly("20250603 a");
    }

    @Test
    void firstFrameMayCountATextWithoutAHeader() {
        assertThat(texts("5 hello5 world")).containsExactly("hello", "world");
    }

    @Test
    void oneConnectionMayCountAndSendLines() {
        assertThat(texts("<13>a\n5 <13>b<13>c\n5 <13>d")).containsExactly("<13>a", "<13>b", "<13>c", "<13>d");
    }

    @Test
    void frameThatBeginsWithNoCountBehindCountedOnesClosesTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(decoder(MAX));
        channel.writeInbound(Unpooled.copiedBuffer("4 <13>a5 <13>b", UTF_8));

        assertThat(channel.isOpen()).isFalse();
        assertThat(drain(channel)).hasSize(1);
        assertThat(counters.counts().malformed()).isEqualTo(1);
        assertThat(counters.counts().problem()).contains("expected the length of a message");
    }

    @Test
    void countsBeyondAGigabyteAreMalformed() {
        texts("5 <13>a9999999999 <13>b");

        assertThat(counters.counts().malformed()).isEqualTo(1);
    }

    @Test
    void messageThatIsTooLongIsCutAndTheNextIsReadInBothFramings() {
        String longText = "<13>" + "x".repeat(10_000);
        for (String stream : List.of(
                longText.length() + " " + longText + "5 <13>b", longText + "\n<13>b\n", longText + "\0<13>b\0")) {
            List<Message> messages = read(MAX, stream.getBytes(UTF_8));

            assertThat(messages).hasSize(2);
            assertThat(messages.get(0).bytes()).hasSize(MAX);
            assertThat(messages.get(0).length()).isEqualTo(longText.length());
            assertThat(new String(messages.get(1).bytes(), UTF_8)).isEqualTo("<13>b");
        }
    }

    @Test
    void messageOfAMebibyteIsWholeInBothFramings() {
        String text = "{\"a\":\"" + "y".repeat((1 << 20) - 8) + "\"}";
        assertThat(read(1 << 20, ((1 << 20) + " " + text + "\n").getBytes(UTF_8)))
                .singleElement()
                .satisfies(message -> assertThat(message.bytes()).hasSize(1 << 20));
        assertThat(read(1 << 20, (text + "\n").getBytes(UTF_8)))
                .singleElement()
                .satisfies(message -> assertThat(message.bytes()).hasSize(1 << 20));
    }

    @Test
    void endOfTheConnectionEndsALineAndIsToldOfAFrame() {
        assertThat(texts("<13>a")).containsExactly("<13>a");
        assertThat(counters.counts().malformed()).isZero();
        assertThat(texts("50 <13>b")).containsExactly("<13>b");
        assertThat(counters.counts().malformed()).isEqualTo(1);
    }

    @Test
    void whatIsHeldStaysBoundedWhenNoMessageEnds() {
        byte[] piece = new byte[8192];
        Arrays.fill(piece, (byte) 'x');
        for (String begin : List.of("", "<13>", "999999999 <13>", "1")) {
            SyslogFrameDecoder decoder = decoder(100_000);
            EmbeddedChannel channel = new EmbeddedChannel(decoder);
            channel.writeInbound(Unpooled.copiedBuffer(begin, UTF_8));
            for (int i = 0; i < 5_000; i++) {
                channel.writeInbound(Unpooled.wrappedBuffer(piece));
                assertThat(decoder.held()).isLessThanOrEqualTo(100_000 + piece.length);
            }
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void largeMessagesShareRoomAndOneThatFindsNoneIsCountedAndTheNextIsRead() {
        int size = 1 << 20;
        byte[] half = (size + " <13>" + "x".repeat(size / 2)).getBytes(UTF_8);
        List<EmbeddedChannel> channels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            EmbeddedChannel channel = new EmbeddedChannel(decoder(size));
            channel.writeInbound(Unpooled.copiedBuffer(half));
            channels.add(channel);
        }
        byte[] rest = ("x".repeat(size - size / 2 - 4) + "5 <13>b").getBytes(UTF_8);

        channels.get(4).writeInbound(Unpooled.copiedBuffer(rest));

        assertThat(drain(channels.get(4)))
                .singleElement()
                .extracting(Message::length)
                .isEqualTo(5L);
        assertThat(counters.counts().dropped()).isEqualTo(1);

        channels.get(0).writeInbound(Unpooled.copiedBuffer(rest));
        assertThat(drain(channels.get(0))).hasSize(2);
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(budget.reserve(4 << 20)).as("all room is given back").isTrue();
    }

    @Test
    void nothingIsDecodedWhileTheChannelDoesNotReadAndAllOfItAfterwards() throws Exception {
        SyslogFrameDecoder decoder = decoder(MAX);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.config().setAutoRead(false);
        channel.writeInbound(Unpooled.copiedBuffer("<13>a\n<13>b\n", UTF_8));
        assertThat(drain(channel)).isEmpty();

        channel.config().setAutoRead(true);
        decoder.resume(channel.pipeline().context(decoder));

        assertThat(drain(channel)).hasSize(2);
    }

    @Property(tries = 2000)
    void anySplitOfTheBytesGivesTheSameMessages(@ForAll("streams") byte[] stream, @ForAll long seed) {
        SlowFrames slow = new SlowFrames(stream, MAX);
        long malformedBefore = counters.counts().malformed();

        List<Message> fast = read(MAX, split(stream, new Random(seed)));

        assertThat(fast).usingRecursiveFieldByFieldElementComparator().isEqualTo(slow.messages());
        assertThat(counters.counts().malformed() > malformedBefore).isEqualTo(slow.malformed());
    }

    @Property(tries = 1000)
    void hostileBytesNeitherThrowNorGrow(@ForAll byte[] stream, @ForAll long seed) {
        SyslogFrameDecoder decoder = decoder(MAX);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        for (byte[] piece : split(stream, new Random(seed))) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(piece));
                channel.checkException();
                assertThat(decoder.held()).isLessThanOrEqualTo(MAX + piece.length);
            }
        }
        channel.finishAndReleaseAll();
        channel.checkException();
    }

    private static byte[][] split(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(1 + random.nextInt(40)));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces.toArray(byte[][]::new);
    }

    /** Frames of both kinds, sound, damaged and too long, and what may stand between them. */
    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<String> texts = Arbitraries.strings()
                .withChars("<>13 a{}\"\n\r\0\u00e4")
                .ofMinLength(0)
                .ofMaxLength(30);
        Arbitrary<String> lines = texts.map(text -> "<13>" + text + "\n");
        Arbitrary<String> counted = texts.map(text -> {
            String message = "<13>" + text;
            return message.getBytes(UTF_8).length + " " + message;
        });
        Arbitrary<String> wrong = texts.flatMap(
                text -> Arbitraries.longs().between(0, 20_000_000_000L).map(count -> count + " " + text));
        Arbitrary<String> tooLong = Arbitraries.integers()
                .between(MAX - 5, MAX + 100)
                .flatMap(length -> Arbitraries.of(
                        "<13>" + "z".repeat(length) + "\n", (length + 4) + " <13>" + "z".repeat(length)));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, lines),
                        net.jqwik.api.Tuple.of(6, counted),
                        net.jqwik.api.Tuple.of(1, wrong),
                        net.jqwik.api.Tuple.of(2, tooLong),
                        net.jqwik.api.Tuple.of(1, texts))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts).getBytes(UTF_8));
    }
}
