package io.outrider.alert;

import java.util.Locale;
import java.util.Optional;

/** A phase of Lockheed Martin's Cyber Kill Chain, with OCSF's {@code phase_id} and {@code phase}. */
public enum KillChainPhase {
    RECONNAISSANCE(1, "Reconnaissance"),
    WEAPONIZATION(2, "Weaponization"),
    DELIVERY(3, "Delivery"),
    EXPLOITATION(4, "Exploitation"),
    INSTALLATION(5, "Installation"),
    COMMAND_AND_CONTROL(6, "Command & Control"),
    ACTIONS_ON_OBJECTIVES(7, "Actions on Objectives");

    private final int id;
    private final String caption;

    KillChainPhase(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** The phase of this name, in any case and with {@code and} or {@code &}; empty if there is none. */
    static Optional<KillChainPhase> named(String name) {
        String wanted = normal(name);
        for (KillChainPhase phase : values()) {
            if (normal(phase.caption).equals(wanted)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace("&", "and");
    }

    public int id() {
        return id;
    }

    public String caption() {
        return caption;
    }
}
