package io.outrider.outbox;

import io.outrider.alert.Alert;
import java.time.Instant;

/**
 * An emission of an alert that waits for sinks.
 *
 * @param number in the order in which alerts were said
 * @param at when it was said: the same however often it is sent
 */
public record Said(long number, Instant at, Alert alert) {}
