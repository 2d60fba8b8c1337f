package io.outrider.cim;

import java.util.Optional;

/** A range of IPv4 or IPv6 addresses in CIDR notation, for example {@code 10.0.0.0/8}. Names are never resolved. */
public final class CidrRange {

    private final byte[] network;
    private final int prefixLength;

    private CidrRange(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /** @return empty if the text is no range */
    public static Optional<CidrRange> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return Optional.empty();
        }
        Optional<byte[]> network = IpAddress.parse(text.substring(0, slash));
        String length = text.substring(slash + 1);
        // Three digits at most: 128 is the longest prefix of an IPv6 address.
        if (network.isEmpty() || !length.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int prefixLength = Integer.parseInt(length);
        return prefixLength > network.get().length * 8
                ? Optional.empty()
                : Optional.of(new CidrRange(network.get(), prefixLength));
    }

    /** Whether the text is an address in the range. */
    public boolean contains(String text) {
        Optional<byte[]> address = IpAddress.parse(text);
        return address.isPresent() && address.get().length == network.length && contains(address.get());
    }

    private boolean contains(byte[] address) {
        int whole = prefixLength / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefixLength % 8;
        return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
    }
}
