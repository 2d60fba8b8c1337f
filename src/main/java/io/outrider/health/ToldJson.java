package io.outrider.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outrider.alert.Alert.Activity;
import io.outrider.health.Told.Emission;
import io.outrider.rule.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was told, as JSON in UTF-8. */
final class ToldJson {

    private static final JsonMapper JSON = new JsonMapper();

    private ToldJson() {}

    static byte[] bytes(List<Told> all) {
        ArrayNode list = JSON.createArrayNode();
        for (Told told : all) {
            ObjectNode node = list.addObject();
            node.put("instance", told.instance());
            node.put("began", told.began().toString());
            ObjectNode had = node.putObject("had");
            new TreeMap<>(told.had()).forEach(had::put);
            ArrayNode emissions = node.putArray("emissions");
            told.emissions().forEach(emission -> write(emission, emissions.addObject()));
        }
        try {
            // Not as bytes: half of a surrogate pair is refused there.
            return JSON.writeValueAsString(list).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("expected that a tree can be written", e);
        }
    }

    private static void write(Emission emission, ObjectNode node) {
        Concern concern = emission.concern();
        node.put("activity", emission.activity().name());
        node.put("at", emission.at().toString());
        node.put("area", concern.area().name());
        node.put("condition", concern.condition());
        node.put("subject", concern.subject());
        node.put("sink", concern.sink());
        node.put("severity", concern.severity().name());
        node.put("title", concern.title());
        node.put("detail", concern.detail());
        node.put("advice", concern.advice());
        node.put("before", emission.before());
        Level level = concern.level();
        if (level != null) {
            node.putObject("level")
                    .put("kind", level.kind())
                    .put("subject", level.subject())
                    .put("sink", level.sink())
                    .put("used", level.used())
                    .put("most", level.most())
                    .put("unit", level.unit())
                    .put("bound", level.bound())
                    .put("beyond", level.beyond());
        }
    }

    /** @throws IllegalArgumentException if it was not written by {@link #bytes} */
    static List<Told> read(byte[] bytes) {
        try {
            List<Told> all = new ArrayList<>();
            for (JsonNode node : JSON.readTree(bytes)) {
                Map<String, Integer> had = new TreeMap<>();
                node.required("had")
                        .properties()
                        .forEach(sink -> had.put(sink.getKey(), sink.getValue().asInt()));
                List<Emission> emissions = new ArrayList<>();
                node.required("emissions").forEach(emission -> emissions.add(emission(emission)));
                all.add(new Told(text(node, "instance"), Instant.parse(text(node, "began")), emissions, had));
            }
            return all;
        } catch (IOException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "expected what was told, but found something else: " + e.getMessage(), e);
        }
    }

    private static Emission emission(JsonNode node) {
        return new Emission(
                Activity.valueOf(text(node, "activity")),
                Instant.parse(text(node, "at")),
                new Concern(
                        Concern.Area.valueOf(text(node, "area")),
                        text(node, "condition"),
                        text(node, "subject"),
                        textOrNull(node, "sink"),
                        Severity.valueOf(text(node, "severity")),
                        text(node, "title"),
                        text(node, "detail"),
                        text(node, "advice"),
                        node.has("level") ? level(node.get("level")) : null),
                text(node, "before"));
    }

    private static Level level(JsonNode node) {
        return new Level(
                text(node, "kind"),
                text(node, "subject"),
                node.required("sink").booleanValue(),
                node.required("used").longValue(),
                node.required("most").longValue(),
                text(node, "unit"),
                text(node, "bound"),
                textOrNull(node, "beyond"));
    }

    private static String text(JsonNode node, String name) {
        return node.required(name).asText();
    }

    private static @Nullable String textOrNull(JsonNode node, String name) {
        return node.required(name).textValue();
    }
}
