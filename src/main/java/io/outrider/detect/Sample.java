package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.Comparator;

/** A value and where it was seen. */
record Sample(Place place, Value value) {

    /** As a search gives its rows; where nothing else tells two apart, by the value. */
    static final Comparator<Sample> AS_SEARCHED = Comparator.comparing(Sample::place)
            .thenComparing(sample -> sample.value().text());

    /** From the earliest to the latest. */
    static final Comparator<Sample> BY_TIME = Comparator.comparing(Sample::place, Place.BY_TIME)
            .thenComparing(sample -> sample.value().text());

    Sample {
        place = place.settled();
    }
}
