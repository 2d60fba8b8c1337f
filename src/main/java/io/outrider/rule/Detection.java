package io.outrider.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of a detection, as its file gives it.
 *
 * @param id the detection's identity over all its versions, a UUID in published content
 * @param version as published, 0 or more
 * @param type for example {@code TTP}, {@code Anomaly}, {@code Hunting}, {@code Correlation}
 * @param status for example {@code production}, or {@code null} (files of 2021 have none)
 * @param message the alert's message with {@code $field$} for values of the row; {@code null} if the file has none
 * @param riskScore 0 to 100
 * @param severity of its alerts: that of the risk score, unless the operator set another
 * @param attackIds MITRE ATT&amp;CK technique ids, for example {@code T1021.006}
 * @param dataSources what its events come from, for example {@code Sysmon EventID 1}; files of 2021 name none
 * @param source the file that it was read from
 */
public record Detection(
        String id,
        String name,
        int version,
        String type,
        @Nullable String status,
        @Nullable String date,
        @Nullable String author,
        String description,
        @Nullable String message,
        int riskScore,
        Severity severity,
        List<RiskObject> riskObjects,
        List<ThreatObject> threatObjects,
        List<String> attackIds,
        List<String> killChainPhases,
        List<String> analyticStories,
        List<String> references,
        @Nullable String securityDomain,
        List<String> dataSources,
        String source) {

    /** The type of what Outrider says of itself; of no file. */
    public static final String OPERATIONAL = "Operational";

    public Detection {
        if (id.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException("expected an id and a name, but found '" + id + "' and '" + name + "'");
        }
        if (riskScore < 0 || riskScore > 100) {
            throw new IllegalArgumentException("expected a risk score from 0 to 100, but found " + riskScore);
        }
        riskObjects = List.copyOf(riskObjects);
        threatObjects = List.copyOf(threatObjects);
        attackIds = List.copyOf(attackIds);
        killChainPhases = List.copyOf(killChainPhases);
        analyticStories = List.copyOf(analyticStories);
        references = List.copyOf(references);
        dataSources = List.copyOf(dataSources);
    }

    /** A detection with the severity of its risk score, which names no data sources. */
    public Detection(
            String id,
            String name,
            int version,
            String type,
            @Nullable String status,
            @Nullable String date,
            @Nullable String author,
            String description,
            @Nullable String message,
            int riskScore,
            List<RiskObject> riskObjects,
            List<ThreatObject> threatObjects,
            List<String> attackIds,
            List<String> killChainPhases,
            List<String> analyticStories,
            List<String> references,
            @Nullable String securityDomain,
            String source) {
        this(
                id,
                name,
                version,
                type,
                status,
                date,
                author,
                description,
                message,
                riskScore,
                Severity.of(riskScore),
                riskObjects,
                threatObjects,
                attackIds,
                killChainPhases,
                analyticStories,
                references,
                securityDomain,
                List.of(),
                source);
    }

    /** Whether it is Outrider itself that its alerts are about. */
    public boolean isOperational() {
        return type.equals(OPERATIONAL);
    }

    /** The same, whose alerts have another severity; the risk score, which others sum up, stays. */
    public Detection with(Severity other) {
        return new Detection(
                id,
                name,
                version,
                type,
                status,
                date,
                author,
                description,
                message,
                riskScore,
                other,
                riskObjects,
                threatObjects,
                attackIds,
                killChainPhases,
                analyticStories,
                references,
                securityDomain,
                dataSources,
                source);
    }

    /**
     * What a risk score is put on.
     *
     * @param field of the result row
     * @param type {@code user}, {@code system} or {@code other}
     * @param score 0 to 100
     */
    public record RiskObject(String field, String type, int score) {}

    /**
     * Something of the attacker's that the row names.
     *
     * @param field of the result row
     * @param type for example {@code process_name}
     */
    public record ThreatObject(String field, String type) {}
}
