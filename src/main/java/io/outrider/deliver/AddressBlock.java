package io.outrider.deliver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A block of addresses, as in {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a block of one. */
record AddressBlock(byte[] address, int prefix) {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    // A colon is in each: the JDK then takes the text for an address and asks no name server.
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    AddressBlock {
        address = address.clone();
        if (prefix < 0 || prefix > address.length * 8) {
            throw new IllegalArgumentException(
                    "expected a prefix of 0 to " + address.length * 8 + " bits, but found " + prefix);
        }
        if (!Arrays.equals(address, masked(address, prefix))) {
            throw new IllegalArgumentException("expected no bit behind the prefix of " + prefix
                    + ", but found some; a single address has no prefix");
        }
    }

    /** @throws IllegalArgumentException if the text is no block */
    static AddressBlock of(String text) {
        int slash = text.indexOf('/');
        try {
            byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
            int prefix = slash < 0 ? address.length * 8 : number(text.substring(slash + 1));
            return new AddressBlock(address, prefix);
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new IllegalArgumentException(
                    "expected addresses such as 10.0.0.0/8, 192.0.2.7 or fd00::/8, but found '" + text + "': "
                            + e.getMessage(),
                    e);
        }
    }

    private static byte[] literal(String text) throws UnknownHostException {
        if (!IPV6.matcher(text).matches() && !IPV4.matcher(text).matches()) {
            throw new IllegalArgumentException("that is no address");
        }
        if (text.indexOf(':') < 0) {
            return ipv4(text);
        }
        return InetAddress.getByName(text).getAddress();
    }

    private static byte[] ipv4(String text) {
        String[] numbers = text.split("\\.");
        byte[] address = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int number = Integer.parseInt(numbers[i]);
            if (number > 255) {
                throw new IllegalArgumentException("that is no address");
            }
            address[i] = (byte) number;
        }
        return address;
    }

    private static int number(String prefix) {
        if (!prefix.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException("that is no prefix");
        }
        return Integer.parseInt(prefix);
    }

    /** Whether the address, in network order, is of the same family and lies within. */
    boolean contains(byte[] other) {
        return other.length == address.length && Arrays.equals(address, masked(other, prefix));
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int bits = Math.max(0, Math.min(8, prefix - i * 8));
            masked[i] = (byte) (address[i] & (0xff << (8 - bits)));
        }
        return masked;
    }

    @Override
    public byte[] address() {
        return address.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressBlock block && prefix == block.prefix && Arrays.equals(address, block.address);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(address) + prefix;
    }
}
