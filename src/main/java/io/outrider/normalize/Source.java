package io.outrider.normalize;

import java.util.List;

/**
 * A product's events as a whole: how they are recognised, and what all of them have.
 *
 * @param name for people
 * @param sourcetypes by which Splunk knows its events, of which the first is that of events that have none
 * @param splunkSource Splunk's {@code source} of events that have none; empty if that is where they were read
 * @param index likewise, the {@code index}; empty if they have none
 * @param recognisers one of which is enough; none if only the sourcetype tells
 * @param extractions of fields from text
 * @param times where the event's time lies, in the order of preference; none if any place will do
 */
record Source(
        String name,
        List<String> sourcetypes,
        String splunkSource,
        String index,
        List<Recogniser> recognisers,
        Extractions extractions,
        List<StatedTime> times) {

    Source {
        sourcetypes = List.copyOf(sourcetypes);
        recognisers = List.copyOf(recognisers);
        times = List.copyOf(times);
        if (sourcetypes.isEmpty()) {
            throw new IllegalArgumentException("expected a sourcetype of " + name + ", but found none");
        }
    }

    String sourcetype() {
        return sourcetypes.get(0);
    }
}
