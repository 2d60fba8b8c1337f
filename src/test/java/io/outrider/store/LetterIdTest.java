package io.outrider.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.store.LetterId.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterIdTest {

    @ParameterizedTest
    @CsvSource({
        "soc/12, DELIVERY, soc, 12",
        "event/3, EVENT, '', 3",
        "match/4, MATCH, '', 4",
        "a/b/7, DELIVERY, a/b, 7",
        "delivery/event/3, DELIVERY, event, 3",
        "delivery/delivery/3, DELIVERY, delivery, 3",
        "event/event/3, DELIVERY, event/event, 3"
    })
    void idIsReadAsItIsWritten(String text, Kind kind, String sink, long number) {
        LetterId id = new LetterId(kind, sink, number);
        assertThat(LetterId.parse(text)).isEqualTo(id);
        assertThat(LetterId.parse(id.toString())).isEqualTo(id);
        assertThat(id).hasToString(text);
    }

    @Test
    void sinkThatIsNamedAsTheWordIsFoundWithoutItToo() {
        assertThat(LetterId.parse("delivery/3")).isEqualTo(LetterId.delivery("delivery", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soc", "soc/", "/3", "soc/x", "soc/-1", "soc/1234567890123456789", "event/ 3"})
    void otherTextIsRefusedWithWhatWasExpected(String text) {
        assertThatThrownBy(() -> LetterId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected SINK/NUMBER, event/NUMBER or match/NUMBER, but found '" + text + "'");
    }
}
