package io.outrider.content;

import io.outrider.rule.Detection;
import io.outrider.rule.Severity;
import java.util.List;
import java.util.Optional;

/** Reads the metadata of a detection file in the schema that Splunk Security Content had in 2021, 2024 or 2025. */
final class DetectionReader {

    // Far more than a UUID, and little enough for an index of any database: PostgreSQL takes 2,704 bytes, and a
    // character of it is
    // stored in six at most.
    private static final int LONGEST_ID = 200;

    private DetectionReader() {}

    /** Empty if there are errors. */
    static Optional<Detection> read(YamlMapping file, FileProblems problems) {
        String id = file.requiredText("id");
        if (id != null && id.length() > LONGEST_ID) {
            problems.error(
                    file.position("id"),
                    "id",
                    "expected an id of at most " + LONGEST_ID + " characters, but found " + id.length());
        }
        String name = file.requiredText("name");
        String type = file.requiredText("type");
        String description = file.requiredText("description");
        if (!file.has("version")) {
            problems.error(file.position("version"), "version", "expected the key version, but found none");
        }
        int version = (int) file.number("version", 0, Integer.MAX_VALUE).orElse(0);
        String status = file.text("status");
        String date = file.text("date");
        String author = file.text("author");
        List<String> references = file.texts("references");
        Optional<YamlMapping> tags = file.mapping("tags");
        Risk risk = Risk.of(file, problems);
        List<String> attackIds = texts(tags, "mitre_attack_id");
        List<String> phases = texts(tags, "kill_chain_phases");
        List<String> stories = texts(tags, "analytic_story");
        String domain = tags.map(mapping -> mapping.text("security_domain")).orElse(null);
        if (problems.hasErrors() || id == null || name == null || type == null || description == null) {
            return Optional.empty();
        }
        return Optional.of(new Detection(
                id,
                name,
                version,
                type,
                status,
                date,
                author,
                description,
                risk.message(),
                risk.score(),
                Severity.of(risk.score()),
                risk.riskObjects(),
                risk.threatObjects(),
                attackIds,
                phases,
                stories,
                references,
                domain,
                file.anyTexts("data_source"),
                problems.file()));
    }

    private static List<String> texts(Optional<YamlMapping> tags, String key) {
        return tags.map(mapping -> mapping.texts(key)).orElse(List.of());
    }
}
