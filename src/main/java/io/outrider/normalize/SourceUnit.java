package io.outrider.normalize;

/**
 * A stretch of input with an order of its own: a file, a Kafka partition, all of syslog. The watermark and the position
 * are kept per unit.
 *
 * @param id tells the unit from every other, also from a later file of the same name
 * @param source as Splunk's {@code source}: the path of the file, or the name of the stream
 */
public record SourceUnit(String id, String source) {}
