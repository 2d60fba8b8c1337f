package io.outrider.deliver;

import java.util.Optional;

/** Whether a text is an address of IP; nothing is looked up. */
enum IpAddress {
    V4,
    V6;

    static Optional<IpAddress> of(String text) {
        // Longer than any address, with room for a zone.
        if (text.length() > 64) {
            return Optional.empty();
        }
        try {
            return Optional.of(AddressBlock.of(text).address().length == 4 ? V4 : V6);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
