package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrRangeTest {

    @ParameterizedTest(name = "{0} contains {1}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3/8, 10.9.9.9, true",
        "0.0.0.0/0, 255.1.2.3, true",
        "192.168.1.1/32, 192.168.1.1, true",
        "192.168.1.1/32, 192.168.1.2, false",
        "172.16.0.0/12, 172.31.255.255, true",
        "172.16.0.0/12, 172.32.0.0, false",
        "128.0.0.0/1, 127.0.0.1, false",
        "2001:db8::/32, 2001:DB8:1::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "::/0, 10.0.0.1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, false",
        "10.0.0.0/8, host, false",
        "10.0.0.0/8, '', false",
    })
    void addressIsHeldAgainstTheNetwork(String range, String address, boolean contained) {
        assertThat(CidrRange.parse(range).orElseThrow().contains(address)).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::/129",
                "::/0128",
                "10.0.0.0/8 ",
                "10.0.0.0/\u0668",
                "host/8",
            })
    void whatIsNoRangeIsNone(String text) {
        assertThat(CidrRange.parse(text)).isEmpty();
    }

    @Property
    void agreesWithArithmeticOnNumbers(
            @ForAll int network, @ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
        boolean contained = unsigned(network)
                .shiftRight(32 - prefix)
                .equals(unsigned(address).shiftRight(32 - prefix));
        assertThat(CidrRange.parse(dotted(network) + '/' + prefix).orElseThrow().contains(dotted(address)))
                .isEqualTo(contained);
    }

    private static BigInteger unsigned(int address) {
        return BigInteger.valueOf(address & 0xffffffffL);
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >> 16 & 255) + '.' + (address >> 8 & 255) + '.' + (address & 255);
    }
}
