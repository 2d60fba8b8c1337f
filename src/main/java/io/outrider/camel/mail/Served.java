package io.outrider.camel.mail;

import jakarta.mail.Address;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who has a mail already that others do not have yet, so that the next try is for these alone. Kept in memory only: after a restart some
 * get a mail twice, with the same id.
 */
final class Served {

    // Mails that a server took for some recipients and not now for others: where there are more, it is down.
    private static final int MOST_MAILS = 1000;

    private final Map<String, Set<Address>> byMail = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<Address>> eldest) {
            return size() > MOST_MAILS;
        }
    };

    /** Those that have the mail. */
    synchronized Set<Address> of(String mail) {
        return Set.copyOf(byMail.getOrDefault(mail, Set.of()));
    }

    synchronized void add(String mail, Set<Address> served) {
        if (!served.isEmpty()) {
            byMail.computeIfAbsent(mail, id -> new HashSet<>()).addAll(served);
        }
    }

    synchronized void forget(String mail) {
        byMail.remove(mail);
    }
}
