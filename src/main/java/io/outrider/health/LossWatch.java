package io.outrider.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which counts have grown lately, and by how much since they began to. Used by one thread. */
final class LossWatch {

    // Each further loss within it is the same trouble: who mends it sees within minutes whether it is mended.
    static final Duration LATELY = Duration.ofMinutes(10);

    // One for each count: of sinks and sources, which have names in the configuration.
    private final Map<String, Course> courses = new HashMap<>();

    /** @param began when the count began to grow; {@code null} if it does not */
    private record Course(long last, long before, @Nullable Instant began, Instant grew) {}

    /** How much a count has grown since it began to; empty if it has not lately. What was there at the first look has. */
    Optional<Long> grown(Loss loss, Instant now) {
        Course course = courses.getOrDefault(loss.name(), new Course(0, 0, null, Instant.EPOCH));
        if (loss.total() > course.last()) {
            course = course.began() == null
                    ? new Course(loss.total(), course.last(), now, now)
                    : new Course(loss.total(), course.before(), course.began(), now);
        } else if (course.began() != null && !now.isBefore(course.grew().plus(LATELY))) {
            course = new Course(course.last(), course.last(), null, course.grew());
        }
        courses.put(loss.name(), course);
        return course.began() == null ? Optional.empty() : Optional.of(course.last() - course.before());
    }
}
