package io.outrider.store;

/**
 * A detection's window.
 *
 * @param detection its id
 * @param start in seconds since the epoch
 */
public record WindowId(String detection, long start) {}
