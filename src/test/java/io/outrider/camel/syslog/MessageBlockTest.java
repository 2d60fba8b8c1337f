package io.outrider.camel.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MessageBlockTest {

    @Provide
    Arbitrary<List<Message>> messages() {
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        Arbitrary<String> peers = Arbitraries.of("192.0.2.1", "2001:db8::1", "198.51.100.7", "");
        return Combinators.combine(bytes, Arbitraries.longs().between(0, 1L << 40), peers)
                .as((kept, more, peer) -> new Message(kept, kept.length + more, peer))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    private static void assertSame(List<Message> read, List<Message> written) {
        assertThat(read).hasSameSizeAs(written);
        for (int i = 0; i < written.size(); i++) {
            assertThat(read.get(i).bytes()).isEqualTo(written.get(i).bytes());
            assertThat(read.get(i).length()).isEqualTo(written.get(i).length());
            assertThat(read.get(i).peer()).isEqualTo(written.get(i).peer());
        }
    }

    @Property
    void messagesAreReadAsTheyWereWritten(@ForAll("messages") List<Message> messages) {
        assertSame(MessageBlock.read(MessageBlock.of(messages), messages.size()), messages);
    }

    @Property
    void blockThatIsDamagedIsReadAsMessagesOrRefused(
            @ForAll("messages") List<Message> messages, @ForAll int place, @ForAll byte other) {
        byte[] block = MessageBlock.of(messages);
        block[Math.floorMod(place, block.length)] = other;
        try {
            assertThat(MessageBlock.read(block, messages.size())).hasSameSizeAs(messages);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("expected ");
        }
    }

    @Property
    void blockThatIsCutOffOrOfAnotherCountIsRefused(@ForAll("messages") List<Message> messages, @ForAll int place) {
        byte[] block = MessageBlock.of(messages);
        byte[] cut = Arrays.copyOf(block, Math.floorMod(place, block.length));

        assertThatThrownBy(() -> MessageBlock.read(cut, messages.size())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MessageBlock.read(block, messages.size() + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
