package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

    private static final EgressPolicy PUBLIC = EgressPolicy.allowing(List.of());

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.0.0",
                "169.254.169.254",
                "172.16.0.0",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2001:0:1::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::",
                "fd00:ec2::254",
                "fdff:ffff::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "[::1]"
            })
    void addressesThatAreNotPublicAreNotCalled(String text) throws UnknownHostException {
        assertThat(PUBLIC.allows(address(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                "2001:4860:4860::8888",
                "2003::1",
                "fbff::1",
                "2606:4700::1111"
            })
    void publicAddressesAreCalled(String text) throws UnknownHostException {
        assertThat(PUBLIC.allows(address(text))).isTrue();
    }

    // The JDK reads mapped addresses as IPv4 already; an address may come otherwise.
    @Test
    void mappedAddressIsTheOneInIt() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(address("10.1.2.3").getAddress(), 0, mapped, 12, 4);

        assertThat(PUBLIC.allows(mapped)).isFalse();
        assertThat(EgressPolicy.allowing(List.of("10.1.2.0/24")).allows(mapped)).isTrue();
    }

    @Test
    void whatTheOperatorListsIsCalled() throws UnknownHostException {
        EgressPolicy policy = EgressPolicy.allowing(List.of("10.20.0.0/15", "192.168.1.7", "fd00::/8", "127.0.0.1/32"));

        assertThat(policy.allows(address("10.20.0.0"))).isTrue();
        assertThat(policy.allows(address("10.21.255.255"))).isTrue();
        assertThat(policy.allows(address("10.19.255.255"))).isFalse();
        assertThat(policy.allows(address("10.22.0.0"))).isFalse();
        assertThat(policy.allows(address("192.168.1.7"))).isTrue();
        assertThat(policy.allows(address("192.168.1.8"))).isFalse();
        assertThat(policy.allows(address("fd12::1"))).isTrue();
        assertThat(policy.allows(address("fc12::1"))).isFalse();
        assertThat(policy.allows(address("127.0.0.1"))).isTrue();
        assertThat(policy.allows(address("127.0.0.2"))).isFalse();
        assertThat(policy.allows(address("8.8.8.8"))).isTrue();
    }

    @Test
    void prefixOfNoBitIsTheWholeFamily() throws UnknownHostException {
        EgressPolicy policy = EgressPolicy.allowing(List.of("0.0.0.0/0"));

        assertThat(policy.allows(address("127.0.0.1"))).isTrue();
        assertThat(policy.allows(address("::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com/8",
                "10.0.0/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.1/8",
                "256.0.0.1",
                "1.2.3.4.5",
                "::/129",
                "fd00::1/8",
                ":",
                "10.0.0.0/8/8",
                "fe80::1%1"
            })
    void whatIsNoBlockIsRefusedByName(String text) {
        assertThatThrownBy(() -> EgressPolicy.allowing(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected addresses such as 10.0.0.0/8")
                .hasMessageContaining("'" + text + "'");
    }

    @Property
    void blockContainsWhatHasItsFirstBits(
            @ForAll @Size(4) byte[] one, @ForAll @Size(4) byte[] other, @ForAll @IntRange(max = 32) int prefix) {
        BigInteger mask = BigInteger.ONE
                .shiftLeft(32)
                .subtract(BigInteger.ONE)
                .shiftRight(32 - prefix)
                .shiftLeft(32 - prefix);
        BigInteger network = new BigInteger(1, one).and(mask);
        byte[] padded = network.add(BigInteger.ONE.shiftLeft(40)).toByteArray();
        AddressBlock block = new AddressBlock(Arrays.copyOfRange(padded, padded.length - 4, padded.length), prefix);

        assertThat(block.contains(one)).isTrue();
        assertThat(block.contains(other))
                .isEqualTo(new BigInteger(1, other).and(mask).equals(network));
        assertThat(block.contains(new byte[16])).isFalse();
    }
}
