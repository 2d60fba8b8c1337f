package io.outrider.spl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A published detection, events written for it, and the rows that they give, worked out by hand from the search and Splunk's
 * documentation.
 *
 * @param detection path of the detection's file below the folder of detections
 * @param id that the detection's file states: what was worked out is of this detection, not of another in its place
 * @param events as their sources write them
 * @param ordered whether the search sorts its rows
 * @param shown the columns to compare, none for all: a search that leaves events as they are gives all their fields
 * @param rows of all windows
 */
record WorkedCase(
        String name,
        String detection,
        String id,
        List<String> events,
        boolean ordered,
        List<String> shown,
        List<WindowRow> rows) {

    private static final Set<String> KEYS =
            Set.of("detection", "id", "worked", "events", "ordered", "shown", "windows");

    /**
     * A row of the result of a window.
     *
     * @param columns the texts of each
     */
    record WindowRow(Instant window, Map<String, List<String>> columns) {

        WindowRow only(List<String> shown) {
            Map<String, List<String>> kept = new LinkedHashMap<>(columns);
            if (!shown.isEmpty()) {
                kept.keySet().retainAll(shown);
            }
            return new WindowRow(window, kept);
        }
    }

    /** @throws IllegalArgumentException if the file says something else than a case */
    static WorkedCase read(Path file) throws IOException {
        Map<?, ?> yaml = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        if (!KEYS.containsAll(yaml.keySet())) {
            throw new IllegalArgumentException("expected " + KEYS + ", but found " + yaml.keySet() + " in " + file);
        }
        String worked = text(yaml, "worked", file);
        if (worked.isBlank()) {
            throw new IllegalArgumentException("expected what was worked out, but found nothing of it in " + file);
        }
        List<WindowRow> rows = new ArrayList<>();
        for (Object window : list(yaml.get("windows"))) {
            Instant start = Instant.parse(text((Map<?, ?>) window, "start", file));
            for (Object row : list(((Map<?, ?>) window).get("rows"))) {
                Map<String, List<String>> columns = new LinkedHashMap<>();
                ((Map<?, ?>) row).forEach((column, value) -> columns.put(String.valueOf(column), texts(value)));
                rows.add(new WindowRow(start, columns));
            }
        }
        return new WorkedCase(
                file.getFileName().toString().replaceFirst("\\.yaml$", ""),
                text(yaml, "detection", file),
                text(yaml, "id", file),
                texts(yaml.get("events")),
                Boolean.TRUE.equals(yaml.get("ordered")),
                yaml.get("shown") == null ? List.of() : texts(yaml.get("shown")),
                rows);
    }

    private static String text(Map<?, ?> yaml, String key, Path file) {
        if (yaml.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "expected a text for " + key + ", but found " + yaml.get(key) + " in " + file);
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("expected a list, but found " + value);
    }

    /** A value is a text or a number, or a list of them. */
    private static List<String> texts(Object value) {
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return values.stream().map(String::valueOf).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
