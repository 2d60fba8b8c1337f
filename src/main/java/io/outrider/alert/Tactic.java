package io.outrider.alert;

/**
 * A tactic of MITRE ATT&amp;CK Enterprise 19.1, in the order of the matrix, and the phase of the kill chain that Splunk
 * counts it to.
 *
 * <p>The phases follow {@code ATTACK_TACTICS_KILLCHAIN_MAPPING} of contentctl, the tool that Splunk builds its content
 * with. It knows Defense Evasion, which ATT&amp;CK 19 split in {@link #STEALTH} and {@link #DEFENSE_IMPAIRMENT}: both have
 * its phase.
 */
public enum Tactic {
    RECONNAISSANCE("TA0043", "Reconnaissance", KillChainPhase.RECONNAISSANCE),
    RESOURCE_DEVELOPMENT("TA0042", "Resource Development", KillChainPhase.WEAPONIZATION),
    INITIAL_ACCESS("TA0001", "Initial Access", KillChainPhase.DELIVERY),
    EXECUTION("TA0002", "Execution", KillChainPhase.INSTALLATION),
    PERSISTENCE("TA0003", "Persistence", KillChainPhase.INSTALLATION),
    PRIVILEGE_ESCALATION("TA0004", "Privilege Escalation", KillChainPhase.EXPLOITATION),
    STEALTH("TA0005", "Stealth", KillChainPhase.EXPLOITATION),
    DEFENSE_IMPAIRMENT("TA0112", "Defense Impairment", KillChainPhase.EXPLOITATION),
    CREDENTIAL_ACCESS("TA0006", "Credential Access", KillChainPhase.EXPLOITATION),
    DISCOVERY("TA0007", "Discovery", KillChainPhase.EXPLOITATION),
    LATERAL_MOVEMENT("TA0008", "Lateral Movement", KillChainPhase.EXPLOITATION),
    COLLECTION("TA0009", "Collection", KillChainPhase.EXPLOITATION),
    COMMAND_AND_CONTROL("TA0011", "Command and Control", KillChainPhase.COMMAND_AND_CONTROL),
    EXFILTRATION("TA0010", "Exfiltration", KillChainPhase.ACTIONS_ON_OBJECTIVES),
    IMPACT("TA0040", "Impact", KillChainPhase.ACTIONS_ON_OBJECTIVES);

    private final String uid;
    private final String caption;
    private final KillChainPhase phase;

    Tactic(String uid, String caption, KillChainPhase phase) {
        this.uid = uid;
        this.caption = caption;
        this.phase = phase;
    }

    /** MITRE's id, for example {@code TA0008}. */
    public String uid() {
        return uid;
    }

    /** MITRE's name. */
    public String caption() {
        return caption;
    }

    KillChainPhase phase() {
        return phase;
    }
}
