package io.outrider.enrich;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a file of assets or identities, to be found by their keys: by texts, in any case, and by addresses. Where several rows have
 * a key, the first counts.
 */
final class Entries {

    /** Columns that hold a key as it is. */
    static final List<String> ASSET_KEYS = List.of("ip", "mac", "nt_host", "dns");

    static final List<String> IDENTITY_KEYS = List.of("identity", "email");

    static final Entries NONE = new Entries(Map.of(), AddressRanges.of(List.of()), 0, List.of());

    private final Map<String, InventoryRow> byText;
    private final AddressRanges byAddress;
    private final int size;
    private final List<String> warnings;

    private Entries(Map<String, InventoryRow> byText, AddressRanges byAddress, int size, List<String> warnings) {
        this.byText = byText;
        this.byAddress = byAddress;
        this.size = size;
        this.warnings = warnings;
    }

    /** @throws InvalidInventoryException if the file cannot be used */
    static Entries read(Path path, List<String> keys) {
        InventoryFile file = new InventoryFile(path);
        List<InventoryRow> rows = file.read(keys);
        Map<String, InventoryRow> byText = new HashMap<>();
        List<AddressRanges.Range> ranges = new ArrayList<>();
        for (InventoryRow row : rows) {
            for (String key : keys) {
                for (String value : row.of(key)) {
                    if (key.equals("ip")) {
                        AddressRanges.range(value, row)
                                .ifPresentOrElse(
                                        ranges::add,
                                        () -> file.warn(
                                                row.line(),
                                                "ip: expected an address, a block such as 10.0.0.0/8 or a range such as"
                                                        + " 10.0.0.5-10.0.0.9, but found '" + value + "'"));
                    } else if (byText.putIfAbsent(InventoryRow.key(value), row) != null
                            && byText.get(InventoryRow.key(value)) != row) {
                        file.warn(
                                row.line(),
                                key + ": '" + value + "' is in line "
                                        + byText.get(InventoryRow.key(value)).line() + " too; that one counts");
                    }
                }
            }
        }
        return new Entries(byText, AddressRanges.of(ranges), rows.size(), file.warnings());
    }

    Optional<InventoryRow> of(String value) {
        InventoryRow row = byText.get(InventoryRow.key(value));
        return row == null ? byAddress.of(value.strip()) : Optional.of(row);
    }

    int size() {
        return size;
    }

    /** What is wrong with single rows, one line each. */
    List<String> warnings() {
        return warnings;
    }
}
