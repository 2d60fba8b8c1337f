package io.outrider.deliver;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An emission of an alert as targets read it: an OCSF Detection Finding as {@code alert.OcsfFinding} renders it, a document of maps,
 * lists, texts, numbers and truth values ({@code docs/reference/alert.md}).
 *
 * @param document is read and not changed
 */
public record Finding(Map<String, ?> document) {

    private static final Pattern ID = Pattern.compile("[0-9a-zA-Z_-]{1,200}");

    /** What became of the alert. */
    public enum Activity {
        CREATE,
        UPDATE,
        CLOSE
    }

    /** @throws IllegalArgumentException if the document is no finding with an id, a revision and an activity */
    public Finding {
        if (id(document).isEmpty() || revision(document).isEmpty()) {
            throw new IllegalArgumentException(
                    "expected a finding with metadata.uid, sequence and logged_time, but found " + document.keySet());
        }
        // It goes into headers and into other systems' query languages.
        if (!ID.matcher(id(document).get()).matches()) {
            throw new IllegalArgumentException("expected an id of letters, digits, - and _, at most 200, but found "
                    + id(document).get().length() + " characters");
        }
        activity(document);
    }

    private static Optional<String> id(Map<String, ?> document) {
        return at(document, "metadata", "uid")
                .filter(uid -> at(document, "metadata", "logged_time").isPresent())
                .map(String::valueOf);
    }

    private static Optional<Long> revision(Map<String, ?> document) {
        return at(document, "metadata", "sequence")
                .filter(Number.class::isInstance)
                .map(number -> ((Number) number).longValue());
    }

    private static Activity activity(Map<String, ?> document) {
        return switch (String.valueOf(document.get("activity_id"))) {
            case "1" -> Activity.CREATE;
            case "2" -> Activity.UPDATE;
            case "3" -> Activity.CLOSE;
            default ->
                throw new IllegalArgumentException(
                        "expected activity_id 1, 2 or 3, but found " + document.get("activity_id"));
        };
    }

    /** The alert's, the same for all of its revisions: letters, digits, - and _. */
    public String id() {
        return id(document).orElseThrow();
    }

    /** 0 for the first emission. */
    public long revision() {
        return revision(document).orElseThrow();
    }

    /** The key by which a receiver knows a delivery again, however often it is tried. */
    public String idempotencyKey() {
        return id() + '-' + revision();
    }

    public Activity activity() {
        return activity(document);
    }

    /** What the detection says of the row; one line or several. */
    public String message() {
        return text("message").orElse("");
    }

    /** The detection's name. */
    public String title() {
        return text("finding_info", "title").orElse("");
    }

    /** Of OCSF: 1 informational, 2 low, 3 medium, 4 high, 5 critical. */
    public int severityId() {
        return number("severity_id").map(Number::intValue).orElse(0);
    }

    /** Its name, for example {@code High}. */
    public String severity() {
        return text("severity").orElse("Unknown");
    }

    /** The last event's time. */
    public Instant time() {
        return moment("time").orElse(Instant.EPOCH);
    }

    /** When it was said. */
    public Instant said() {
        return moment("metadata", "logged_time").orElse(Instant.EPOCH);
    }

    /** A text at a path of names; numbers and truth values as texts. */
    public Optional<String> text(String... path) {
        return at(document, path)
                .filter(value -> !(value instanceof Map || value instanceof List))
                .map(String::valueOf);
    }

    public Optional<Number> number(String... path) {
        return at(document, path).filter(Number.class::isInstance).map(Number.class::cast);
    }

    /** A time at a path of names, from milliseconds. */
    public Optional<Instant> moment(String... path) {
        return number(path).map(number -> Instant.ofEpochMilli(number.longValue()));
    }

    /** A list at a path of names; empty if there is none. */
    public List<?> list(String... path) {
        return at(document, path)
                .filter(List.class::isInstance)
                .map(value -> (List<?>) value)
                .orElse(List.of());
    }

    /** An object at a path of names; empty if there is none. */
    public Map<?, ?> object(String... path) {
        return at(document, path)
                .filter(Map.class::isInstance)
                .map(value -> (Map<?, ?>) value)
                .orElse(Map.of());
    }

    private static Optional<Object> at(Map<String, ?> document, String... path) {
        Object value = document;
        for (String name : path) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return Optional.ofNullable(value);
    }
}
