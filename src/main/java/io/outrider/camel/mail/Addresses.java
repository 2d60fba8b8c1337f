package io.outrider.camel.mail;

import io.outrider.deliver.SinkSettings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who a sink's mails come from and go to; the operator's properties and nothing of an event.
 *
 * @param cc may be empty
 */
record Addresses(InternetAddress from, List<InternetAddress> to, List<InternetAddress> cc) {

    // A list of people is the mail server's affair; RFC 5321, 4.5.3.1.8, has every server take a hundred.
    private static final int MOST = 100;

    Addresses {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
    }

    /** @throws IllegalArgumentException if one is no address; the message begins with the property's name */
    static Addresses of(SinkSettings sink) {
        List<InternetAddress> from = sink.read("from", Addresses::read);
        if (from.size() != 1) {
            throw new IllegalArgumentException("from: expected one address, but found " + from.size());
        }
        Addresses addresses = new Addresses(
                from.get(0),
                sink.read("to", Addresses::read),
                sink.optional("cc").isEmpty() ? List.of() : sink.read("cc", Addresses::read));
        if (addresses.all().size() > MOST) {
            throw new IllegalArgumentException("to: expected at most " + MOST + " addresses in to and cc, but found "
                    + addresses.all().size());
        }
        return addresses;
    }

    // Example: SOC <soc@example.com>, oncall@example.com
    private static List<InternetAddress> read(String text) {
        try {
            List<InternetAddress> addresses = Arrays.asList(InternetAddress.parse(text, true));
            for (InternetAddress address : addresses) {
                check(address);
            }
            if (addresses.isEmpty()) {
                throw new AddressException("there is none");
            }
            return addresses;
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "expected addresses such as SOC <soc@example.com>, comma-separated, but found '" + text + "': "
                            + e.getMessage(),
                    e);
        }
    }

    private static void check(InternetAddress address) throws AddressException {
        address.validate();
        String text = address.getAddress();
        if (address.isGroup() || text.indexOf('@') < 0) {
            throw new AddressException("an address has a name, @ and a domain");
        }
        // Not all servers have SMTPUTF8 (RFC 6531).
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new AddressException("an address has ASCII characters only; write its domain in punycode");
        }
    }

    /** All that a mail goes to, each once. */
    Set<InternetAddress> all() {
        Set<InternetAddress> all = new LinkedHashSet<>(to);
        all.addAll(cc);
        return all;
    }

    /** Of the sender. */
    String domain() {
        return from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    }
}
