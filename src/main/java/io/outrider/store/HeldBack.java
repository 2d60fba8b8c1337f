package io.outrider.store;

import java.time.Instant;

/**
 * An emission that did not go out, as it is listed.
 *
 * @param activity Create, Update or Close
 * @param detection the detection's id
 * @param name the detection's name
 * @param severity its caption
 * @param time of the alert, in event time
 * @param heldAt in wall-clock time
 * @param row a part of it, in one line
 */
public record HeldBack(
        String alertId,
        int revision,
        String activity,
        String detection,
        String name,
        String severity,
        Instant time,
        Instant heldAt,
        Hold by,
        String row) {}
