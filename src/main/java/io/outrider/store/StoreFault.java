package io.outrider.store;

import java.time.Instant;

/** The store cannot be written. @param reason never with a secret */
public record StoreFault(Instant since, String reason) {}
