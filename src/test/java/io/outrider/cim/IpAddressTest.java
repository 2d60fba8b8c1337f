package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 0a000001",
        "255.255.255.255, ffffffff",
        "::, 00000000000000000000000000000000",
        "::1, 00000000000000000000000000000001",
        "1::, 00010000000000000000000000000000",
        "2001:DB8::8:800:200c:417a, 20010db80000000000080800200c417a",
        "1:2:3:4:5:6:7:8, 00010002000300040005000600070008",
        "1:2:3:4:5:6:7::, 00010002000300040005000600070000",
        "::ffff:10.1.2.3, 00000000000000000000ffff0a010203",
        "1:2:3:4:5:6:10.1.2.3, 0001000200030004000500060a010203",
    })
    void addressInDigitsIsRead(String text, String bytes) {
        assertThat(IpAddress.parse(text))
                .hasValueSatisfying(
                        address -> assertThat(HexFormat.of().formatHex(address)).isEqualTo(bytes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.0.1",
                "10.0.0.256",
                "10.0.0.",
                ".10.0.0",
                "10..0.1",
                "10.0.0.0001",
                "-1.0.0.1",
                "10.0.0.1 ",
                "\u0661\u0660.0.0.1",
                "\uFF11::",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "1.2.3.4::",
                "1.2.3.4::5",
                "::1.2.3.4:5",
                "1:2:3:4:5:6:7:1.2.3.4",
            })
    void whatIsNoAddressInAsciiDigitsIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Property
    void everyWrittenAddressIsReadBack(@ForAll @Size(16) byte[] bytes) {
        String groups = IntStream.range(0, 8)
                .mapToObj(i -> Integer.toHexString((bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff))
                .reduce((a, b) -> a + ':' + b)
                .orElseThrow();
        assertThat(IpAddress.parse(groups))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(IpAddress.parse(text)).isNotNull();
        assertThat(IpAddress.parse(':' + text)).isNotNull();
    }
}
