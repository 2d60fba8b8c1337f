package io.outrider.spl;

/** A field, column, function or option by its name, without quotes. */
record Name(Position position, String text) {}
