package io.outrider.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.enrich.AddressRanges.Range;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {

    private static InventoryRow row(int line) {
        return new InventoryRow(line, Map.of(), Priority.UNKNOWN);
    }

    private static AddressRanges ranges(String... texts) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            ranges.add(AddressRanges.range(texts[i], row(i + 1)).orElseThrow());
        }
        return AddressRanges.of(ranges);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3,3",
        "10.1.2.4,2",
        "10.2.0.0,1",
        "9.255.255.255,0",
        "11.0.0.0,0",
        "192.168.0.5,4",
        "192.168.0.9,4",
        "192.168.0.10,0",
        "192.168.0.4,0",
        "fd00::1,5",
        "FD00:0:0::2,5",
        "fe80::1,0",
        "ws-042,0",
        "'',0",
        "255.255.255.255,6"
    })
    void smallestRangeCounts(String address, int line) {
        AddressRanges ranges = ranges(
                "10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "192.168.0.5-192.168.0.9", "fd00::/8", "255.255.255.255/32");
        assertThat(ranges.of(address).map(InventoryRow::line).orElse(0)).isEqualTo(line);
    }

    @Test
    void blockIsThatOfItsNetworkWhateverTheRestIs() {
        assertThat(ranges("10.1.2.3/8").of("10.255.255.255")).isPresent();
    }

    @Test
    void allAddressesAreARangeToo() {
        AddressRanges ranges = ranges("0.0.0.0/0", "::/0");
        assertThat(ranges.of("255.255.255.255").map(InventoryRow::line)).contains(1);
        assertThat(ranges.of("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").map(InventoryRow::line))
                .contains(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ws-042",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0/8",
                "10.0.0.9-10.0.0.1",
                "10.0.0.1-fd00::1",
                "10.0.0.1-",
                "10.0.0.0/-1",
                "10.0.0.0/8/8"
            })
    void whatIsNoRangeIsNone(String text) {
        assertThat(AddressRanges.range(text, row(1))).isEmpty();
    }

    @Property(tries = 300)
    void decidesAsAListThatIsLookedThrough(@ForAll long seed) {
        Random random = new Random(seed);
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < random.nextInt(12); i++) {
            int first = random.nextInt(40);
            int last = first + random.nextInt(20);
            ranges.add(AddressRanges.range("10.0.0." + first + "-10.0.0." + last, row(i + 1))
                    .orElseThrow());
        }
        AddressRanges fast = AddressRanges.of(ranges);
        for (int i = 0; i < 64; i++) {
            BigInteger address = BigInteger.valueOf(10L << 24 | i);
            Optional<Integer> expected = ranges.stream()
                    .filter(range -> range.first().compareTo(address) <= 0
                            && range.last().compareTo(address) >= 0)
                    .min(Comparator.comparing(Range::size))
                    .map(range -> range.row().line());
            assertThat(fast.of("10.0.0." + i).map(InventoryRow::line)).isEqualTo(expected);
        }
    }
}
