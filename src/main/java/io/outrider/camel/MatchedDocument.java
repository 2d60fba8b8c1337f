package io.outrider.camel;

/**
 * An event that matched, as it goes out.
 *
 * @param id of the event
 * @param json one object, in UTF-8, without a line feed; not changed any more
 */
public record MatchedDocument(String id, byte[] json) {}
