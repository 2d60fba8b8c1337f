package io.outrider.alert;

import io.outrider.alert.Alert.Activity;
import io.outrider.cim.Value;
import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders alerts as Detection Findings of OCSF 1.8.0 (class 2004), the form in which they are delivered.
 *
 * <p>A document consists of {@code String}, {@code Integer}, {@code Long}, {@code Double}, {@code Boolean}, {@code List}
 * and {@code Map}, so that JSON writers need no reflection; it holds no null and no empty list or map. Times are milliseconds since 1970-01-01 UTC unless their field says otherwise. Of two documents for one alert
 * and revision only {@code metadata.logged_time} differs.
 *
 * <p>{@code docs/reference/alert.md} lists every field. Names, types and numbers follow the repository {@code
 * ocsf/ocsf-schema}: {@code events/findings}, {@code objects} and {@code dictionary.json}.
 */
public final class OcsfFinding {

    private static final String OCSF_VERSION = "1.8.0";
    private static final int CATEGORY_FINDINGS = 2;
    // What conditions of sinks tell alerts about Outrider itself by.
    private static final String OPERATIONAL = "operational";
    private static final int CLASS_DETECTION_FINDING = 2004;

    private final String productVersion;
    private final AttackTags attackTags;

    /** Parsed messages by their text. Grows to the number of messages in the content, some thousands at most. */
    private final Map<String, MessageTemplate> templates = new ConcurrentHashMap<>();

    /**
     * Renders for one version of the product.
     *
     * @param productVersion of Outrider, for example {@code 0.1.0}
     */
    public OcsfFinding(String productVersion, AttackCatalog catalog) {
        this.productVersion = productVersion;
        this.attackTags = new AttackTags(catalog);
    }

    /**
     * The document of an emission.
     *
     * @param emitted the moment of emission
     */
    public Map<String, Object> of(Alert alert, Instant emitted) {
        Detection detection = alert.detection();
        Evidence evidence = Evidence.of(alert.row());
        Map<String, Object> finding = new LinkedHashMap<>();
        classify(finding, alert.activity());
        grade(finding, alert);
        finding.put("time", alert.lastTime().toEpochMilli());
        finding.put("start_time", alert.firstTime().toEpochMilli());
        finding.put("end_time", alert.lastTime().toEpochMilli());
        finding.put("count", alert.count());
        finding.put("message", message(alert));
        finding.put("metadata", metadata(alert, emitted));
        finding.put("finding_info", findingInfo(alert));
        putUnlessEmpty(finding, "observables", new Observables(detection, evidence).of(alert.row()));
        putUnlessEmpty(finding, "resources", RiskObjects.resources(detection, alert.row(), alert.enrichment()));
        putUnlessEmpty(finding, "enrichments", Enrichments.of(alert.enrichment(), evidence));
        if (!evidence.artifacts().isEmpty()) {
            finding.put("evidences", List.of(evidence.artifacts()));
        }
        finding.put("unmapped", unmapped(alert));
        return finding;
    }

    private static void classify(Map<String, Object> finding, Activity activity) {
        finding.put("activity_id", activity.id());
        finding.put("activity_name", activity.caption());
        finding.put("category_uid", CATEGORY_FINDINGS);
        finding.put("category_name", "Findings");
        finding.put("class_uid", CLASS_DETECTION_FINDING);
        finding.put("class_name", "Detection Finding");
        finding.put("type_uid", CLASS_DETECTION_FINDING * 100L + activity.id());
        finding.put("type_name", "Detection Finding: " + activity.caption());
    }

    private static void grade(Map<String, Object> finding, Alert alert) {
        int score = alert.detection().riskScore();
        Severity severity = alert.severity();
        Severity riskLevel = Severity.of(score);
        boolean closed = alert.activity() == Activity.CLOSE;
        finding.put("severity_id", severity.id());
        finding.put("severity", severity.caption());
        finding.put("status_id", closed ? 4 : 1);
        finding.put("status", closed ? "Resolved" : "New");
        finding.put("is_alert", !closed);
        finding.put("risk_score", score);
        finding.put("risk_level_id", riskLevel.riskLevelId());
        finding.put("risk_level", riskLevel.riskLevel());
    }

    /** The finding's message: what the detection says of the row. */
    public String message(Alert alert) {
        String message = alert.detection().message();
        return message == null
                ? alert.detection().name()
                : templates.computeIfAbsent(message, MessageTemplate::parse).render(alert.row()::get);
    }

    private Map<String, Object> metadata(Alert alert, Instant emitted) {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("name", "Outrider");
        product.put("vendor_name", "Outrider");
        product.put("version", productVersion);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("version", OCSF_VERSION);
        metadata.put("uid", alert.id());
        metadata.put("sequence", alert.revision());
        metadata.put("product", product);
        if (alert.detection().isOperational()) {
            metadata.put("labels", List.of(OPERATIONAL));
        }
        metadata.put("original_time", alert.lastTime().toString());
        metadata.put("logged_time", emitted.toEpochMilli());
        return metadata;
    }

    private Map<String, Object> findingInfo(Alert alert) {
        Detection detection = alert.detection();
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("uid", alert.id());
        info.put("title", detection.name());
        putUnlessBlank(info, "desc", detection.description());
        info.put("types", List.of(detection.type()));
        info.put("analytic", analytic(detection));
        putUnlessEmpty(info, "attacks", attackTags.attacks(detection));
        putUnlessEmpty(info, "kill_chain", attackTags.killChain(detection));
        info.put("first_seen_time", alert.firstTime().toEpochMilli());
        info.put("last_seen_time", alert.lastTime().toEpochMilli());
        info.put("related_events_count", alert.count());
        return info;
    }

    private static Map<String, Object> analytic(Detection detection) {
        Map<String, Object> analytic = new LinkedHashMap<>();
        analytic.put("type_id", 1);
        analytic.put("type", "Rule");
        analytic.put("name", detection.name());
        analytic.put("uid", detection.id());
        analytic.put("version", Integer.toString(detection.version()));
        return analytic;
    }

    private static Map<String, Object> unmapped(Alert alert) {
        Detection detection = alert.detection();
        Map<String, Object> unmapped = new LinkedHashMap<>();
        if (!detection.isOperational()) {
            // The name that Splunk's app for this content gives the saved search, which risk rules and dashboards look
            // for.
            unmapped.put("splunk.search_name", "ESCU - " + detection.name() + " - Rule");
        }
        unmapped.put("detection_type", detection.type());
        unmapped.put("revision", alert.revision());
        unmapped.put("window_start_time", alert.windowStart().toEpochMilli());
        unmapped.put("window_end_time", alert.windowEnd().toEpochMilli());
        unmapped.put("partial", alert.partial());
        unmapped.put("truncated", alert.truncated());
        putUnlessEmpty(unmapped, "analytic_story", detection.analyticStories());
        putUnlessBlank(unmapped, "security_domain", detection.securityDomain());
        putUnlessEmpty(unmapped, "references", detection.references());
        putUnlessEmpty(unmapped, "risk_objects", RiskObjects.of(detection, alert.row()));
        putUnlessEmpty(unmapped, "threat_objects", RiskObjects.threats(detection, alert.row()));
        if (!alert.row().isEmpty()) {
            unmapped.put("search_result", searchResult(alert.row()));
        }
        return unmapped;
    }

    private static Map<String, Object> searchResult(Map<String, Value> row) {
        Map<String, Object> result = new LinkedHashMap<>();
        row.forEach((column, value) -> result.put(column, Plain.of(value)));
        return result;
    }

    private static void putUnlessEmpty(Map<String, Object> object, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            object.put(name, values);
        }
    }

    private static void putUnlessBlank(Map<String, Object> object, String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            object.put(name, text.strip());
        }
    }
}
