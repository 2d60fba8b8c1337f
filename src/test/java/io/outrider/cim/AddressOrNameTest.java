package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressOrNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "255.255.255.255",
                "::1",
                "fe80::1%eth0",
                "2001:DB8::8:800:200C:417A",
                "::ffff:10.0.0.1"
            })
    void addressIsTold(String text) {
        assertThat(IpAddress.is(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WS-042",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0.1",
                "1.2.3.",
                "cafe",
                "host:443",
                "a:b:x",
                "1e3.0.0.1"
            })
    void nameIsTold(String text) {
        assertThat(IpAddress.is(text)).isFalse();
    }
}
