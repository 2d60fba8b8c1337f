package io.outrider.enrich;

import io.outrider.cim.IpAddress;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to ranges of addresses, which may overlap: of the ranges that an address lies in, the smallest counts, of two of the same
 * size the first. Each stretch between two bounds is decided when it is built, so that a look-up takes the logarithm of the number of
 * ranges.
 */
final class AddressRanges {

    private final TreeMap<BigInteger, @Nullable InventoryRow> v4;
    private final TreeMap<BigInteger, @Nullable InventoryRow> v6;

    private AddressRanges(List<Range> ranges) {
        v4 = stretches(ranges.stream().filter(range -> range.bytes == 4).toList());
        v6 = stretches(ranges.stream().filter(range -> range.bytes == 16).toList());
    }

    static AddressRanges of(List<Range> ranges) {
        return new AddressRanges(ranges);
    }

    /**
     * Addresses from one to another, both of them in it.
     *
     * @param bytes of an address: 4 or 16
     */
    record Range(BigInteger first, BigInteger last, int bytes, InventoryRow row) {

        BigInteger size() {
            return last.subtract(first);
        }
    }

    /** Reads {@code 10.0.0.0/8}, {@code 10.0.0.5-10.0.0.9} or one address; empty if it is none of them. */
    static Optional<Range> range(String text, InventoryRow row) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return block(text.substring(0, slash), text.substring(slash + 1), row);
        }
        int dash = text.indexOf('-');
        byte[] first = bytes(dash < 0 ? text : text.substring(0, dash));
        byte[] last = bytes(dash < 0 ? text : text.substring(dash + 1));
        if (first == null || last == null || first.length != last.length) {
            return Optional.empty();
        }
        BigInteger from = new BigInteger(1, first);
        BigInteger to = new BigInteger(1, last);
        return from.compareTo(to) > 0 ? Optional.empty() : Optional.of(new Range(from, to, first.length, row));
    }

    private static Optional<Range> block(String network, String length, InventoryRow row) {
        byte[] bytes = bytes(network);
        // Three digits at most: 128 is the longest prefix of an IPv6 address.
        if (bytes == null || !length.strip().matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int rest = bytes.length * 8 - Integer.parseInt(length.strip());
        if (rest < 0) {
            return Optional.empty();
        }
        BigInteger first = new BigInteger(1, bytes).shiftRight(rest).shiftLeft(rest);
        BigInteger last = first.add(BigInteger.ONE.shiftLeft(rest)).subtract(BigInteger.ONE);
        return Optional.of(new Range(first, last, bytes.length, row));
    }

    private static byte @Nullable [] bytes(String text) {
        return IpAddress.parse(text.strip()).orElse(null);
    }

    private static TreeMap<BigInteger, @Nullable InventoryRow> stretches(List<Range> ranges) {
        TreeMap<BigInteger, List<Integer>> beginning = new TreeMap<>();
        TreeMap<BigInteger, List<Integer>> ending = new TreeMap<>();
        for (int i = 0; i < ranges.size(); i++) {
            beginning
                    .computeIfAbsent(ranges.get(i).first(), at -> new ArrayList<>())
                    .add(i);
            ending.computeIfAbsent(ranges.get(i).last().add(BigInteger.ONE), at -> new ArrayList<>())
                    .add(i);
        }
        TreeSet<BigInteger> bounds = new TreeSet<>(beginning.keySet());
        bounds.addAll(ending.keySet());
        Comparator<Integer> bySize = Comparator.comparing(i -> ranges.get(i).size());
        TreeSet<Integer> around = new TreeSet<>(bySize.thenComparing(Comparator.naturalOrder()));
        TreeMap<BigInteger, @Nullable InventoryRow> stretches = new TreeMap<>();
        for (BigInteger bound : bounds) {
            ending.getOrDefault(bound, List.of()).forEach(around::remove);
            around.addAll(beginning.getOrDefault(bound, List.of()));
            stretches.put(
                    bound, around.isEmpty() ? null : ranges.get(around.first()).row());
        }
        return stretches;
    }

    /** What the address belongs to; empty if the text is no address, or lies in no range. */
    Optional<InventoryRow> of(String text) {
        byte[] address = IpAddress.parse(text).orElse(null);
        if (address == null) {
            return Optional.empty();
        }
        Map.Entry<BigInteger, @Nullable InventoryRow> stretch =
                (address.length == 4 ? v4 : v6).floorEntry(new BigInteger(1, address));
        return stretch == null ? Optional.empty() : Optional.ofNullable(stretch.getValue());
    }
}
