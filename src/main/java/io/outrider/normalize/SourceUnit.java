package io.outrider.normalize;

/**
 * A stretch of input with an order of its own: a file, a Kafka partition, all of syslog. The watermark and the position
 * are kept per unit.
 *
 * @param id tells the unit from every other, also from a later file of the same name
 * @param source as Splunk's {@code source}: the path of the file, or the name of the stream
 * @param place where a person finds it: the path of the file, or the topic and the partition
 * @param bound the property that says how long its records may be
 */
public record SourceUnit(String id, String source, String place, String bound) {

    private static final String BOUND = "outrider.input.max-event-size";

    /** A unit whose records are bounded as those of files are. */
    public SourceUnit(String id, String source, String place) {
        this(id, source, place, BOUND);
    }

    /** A unit that is found where its source says. */
    public SourceUnit(String id, String source) {
        this(id, source, source);
    }
}
