package io.outrider.spl;

/** A constant of a search expression, its escapes resolved; {@code *} is its wildcard, quoted or not. */
record Literal(Position position, String text, boolean quoted) {}
