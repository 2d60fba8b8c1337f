package io.outrider.app;

/** How a command prints its result. */
enum Format {
    /** For people. */
    text,
    /** One JSON document, for machines. */
    json
}
