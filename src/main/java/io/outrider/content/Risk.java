package io.outrider.content;

import io.outrider.rule.Detection.RiskObject;
import io.outrider.rule.Detection.ThreatObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a detection says of risk, whichever form its file has: {@code rba} (2025) or {@code tags.observable} with {@code
 * tags.impact} and the like (2021 to 2024). If a file has both, {@code rba} wins.
 *
 * @param message {@code null} if the file has none
 */
record Risk(int score, @Nullable String message, List<RiskObject> riskObjects, List<ThreatObject> threatObjects) {

    private static final Set<String> TYPES = Set.of("user", "system", "other");
    private static final Set<String> SYSTEMS = Set.of("endpoint", "hostname", "device", "ip address");

    static Risk of(YamlMapping detection, FileProblems problems) {
        Optional<YamlMapping> rba = detection.mapping("rba");
        if (rba.isPresent()) {
            return ofRba(rba.get(), problems);
        }
        return detection
                .mapping("tags")
                .map(tags -> ofTags(tags, problems))
                .orElse(new Risk(0, null, List.of(), List.of()));
    }

    /** The detection's score is the greatest of those of its risk objects. */
    private static Risk ofRba(YamlMapping rba, FileProblems problems) {
        List<RiskObject> riskObjects = new ArrayList<>();
        int score = 0;
        for (YamlMapping object : rba.mappings("risk_objects")) {
            String field = object.requiredText("field");
            String type = object.requiredText("type");
            if (!object.has("score")) {
                problems.error(object.position("score"), "score", "expected the key score, but found none");
            }
            int own = (int) Math.round(object.number("score", 0, 100).orElse(0));
            if (type != null && !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
                problems.error(object.position("type"), "type", "expected user, system or other, but found " + type);
            } else if (field != null && type != null) {
                riskObjects.add(new RiskObject(field, type.toLowerCase(Locale.ROOT), own));
                score = Math.max(score, own);
            }
        }
        List<ThreatObject> threatObjects = new ArrayList<>();
        for (YamlMapping object : rba.mappings("threat_objects")) {
            String field = object.requiredText("field");
            String type = object.requiredText("type");
            if (field != null && type != null) {
                threatObjects.add(new ThreatObject(field, type));
            }
        }
        return new Risk(score, rba.text("message"), riskObjects, threatObjects);
    }

    private static Risk ofTags(YamlMapping tags, FileProblems problems) {
        int score = RiskScore.of(tags, problems);
        // A file may list a field twice, in two roles or by mistake; it is one object all the same.
        Set<RiskObject> riskObjects = new LinkedHashSet<>();
        Set<ThreatObject> threatObjects = new LinkedHashSet<>();
        for (YamlMapping observable : tags.mappings("observable")) {
            String field = observable.requiredText("name");
            String type = observable.requiredText("type");
            List<String> roles = observable.texts("role");
            if (field == null || type == null) {
                continue;
            }
            if (roles.stream().anyMatch(role -> role.equalsIgnoreCase("victim"))) {
                riskObjects.add(new RiskObject(field, riskType(type), score));
            } else {
                threatObjects.add(
                        new ThreatObject(field, type.toLowerCase(Locale.ROOT).replace(' ', '_')));
            }
        }
        return new Risk(score, tags.text("message"), List.copyOf(riskObjects), List.copyOf(threatObjects));
    }

    /** The type of 2025 for an observable's type. */
    private static String riskType(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        if (lower.startsWith("user")) {
            return "user";
        }
        return SYSTEMS.contains(lower) ? "system" : "other";
    }
}
