package io.outrider.deliver;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a delivery may go to: public ones, and those that the operator allows.
 *
 * <p>It decides on addresses and never on names, so it has to be asked with what a name was resolved to, right before that address
 * is connected to: what a name means may change between two look-ups. Blocks that are not public follow IANA's special-purpose
 * registries for IPv4 and IPv6; two more are those of clouds' own services, below.
 */
public final class EgressPolicy {

    private static final List<AddressBlock> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared by carriers; Alibaba Cloud's metadata too
                    "127.0.0.0/8", // loopback
                    "168.63.129.16", // Azure's own services to a virtual machine; public by the registry
                    "169.254.0.0/16", // link-local; metadata of AWS, Google, Azure and others
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocols
                    "192.0.2.0/24", // documentation
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "::/96", // unspecified, loopback, IPv4 written as IPv6 of old
                    "64:ff9b:1::/48", // translation within a network
                    "100::/64", // discarded
                    "2001::/32", // Teredo: an IPv4 address that somebody else chooses
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: the same
                    "fc00::/7", // unique local; AWS's metadata too
                    "fe80::/10", // link-local
                    "fec0::/10", // site-local of old
                    "ff00::/8") // multicast
            .map(AddressBlock::of)
            .toList();

    // An IPv4 address in the last four bytes is what is really called.
    private static final List<AddressBlock> WRAPPING = List.of(
            new AddressBlock(
                    new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96), // ::ffff:0:0/96, mapped
            AddressBlock.of("64:ff9b::/96")); // NAT64

    private final List<AddressBlock> allowed;

    private EgressPolicy(List<AddressBlock> allowed) {
        this.allowed = allowed;
    }

    /**
     * Allows what is public, and these.
     *
     * @param allowed blocks such as {@code 10.20.0.0/16}, or single addresses
     * @throws IllegalArgumentException if one is no block
     */
    public static EgressPolicy allowing(List<String> allowed) {
        return new EgressPolicy(allowed.stream().map(AddressBlock::of).toList());
    }

    /** Whether a connection to the address may be made. */
    public boolean allows(InetAddress address) {
        return allows(address.getAddress());
    }

    boolean allows(byte[] address) {
        if (WRAPPING.stream().anyMatch(block -> block.contains(address))) {
            return allows(Arrays.copyOfRange(address, address.length - 4, address.length));
        }
        return allowed.stream().anyMatch(block -> block.contains(address))
                || NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }
}
