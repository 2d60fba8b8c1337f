package io.outrider.rule;

/**
 * How grave an alert is, by its risk score: five bands of 20, as Splunk Security Content divides it.
 *
 * <p>Ids and captions are those of OCSF's {@code severity_id}; {@code risk_level_id} has the same order and starts at 0.
 */
public enum Severity {
    INFORMATIONAL(1, "Informational", 20, "Info"),
    LOW(2, "Low", 40, "Low"),
    MEDIUM(3, "Medium", 60, "Medium"),
    HIGH(4, "High", 80, "High"),
    CRITICAL(5, "Critical", 100, "Critical");

    private final int id;
    private final String caption;
    private final int highestScore;
    private final String riskLevel;

    Severity(int id, String caption, int highestScore, String riskLevel) {
        this.id = id;
        this.caption = caption;
        this.highestScore = highestScore;
        this.riskLevel = riskLevel;
    }

    /**
     * The severity of a risk score. A score on the edge of two bands belongs to the lower one.
     *
     * @param riskScore 0 to 100
     */
    public static Severity of(int riskScore) {
        if (riskScore < 0) {
            throw outOfRange(riskScore);
        }
        for (Severity severity : values()) {
            if (riskScore <= severity.highestScore) {
                return severity;
            }
        }
        throw outOfRange(riskScore);
    }

    private static IllegalArgumentException outOfRange(int riskScore) {
        return new IllegalArgumentException("expected a risk score from 0 to 100, but found " + riskScore);
    }

    /** OCSF's {@code severity_id}. */
    public int id() {
        return id;
    }

    /** OCSF's {@code severity}. */
    public String caption() {
        return caption;
    }

    /** OCSF's {@code risk_level_id}. */
    public int riskLevelId() {
        return id - 1;
    }

    /** OCSF's {@code risk_level}. */
    public String riskLevel() {
        return riskLevel;
    }
}
