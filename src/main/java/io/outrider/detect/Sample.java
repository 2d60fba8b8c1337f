package io.outrider.detect;

import io.outrider.cim.Value;
import java.util.Comparator;

/** A value and where it was seen. One that is kept is to be {@linkplain #settled settled}, so that it holds no event. */
record Sample(Place place, Value value) {

    /** As a search gives its rows; where nothing else tells two apart, by the value. */
    static final Comparator<Sample> AS_SEARCHED = Comparator.comparing(Sample::place)
            .thenComparing(sample -> sample.value().text());

    /** From the earliest to the latest. */
    static final Comparator<Sample> BY_TIME = Comparator.comparing(Sample::place, Place.BY_TIME)
            .thenComparing(sample -> sample.value().text());

    /** This sample, with its place settled: most candidates are no better than what is kept, and their hash is never needed. */
    Sample settled() {
        place.settled();
        return this;
    }

    void write(StateWriter out) {
        place.write(out);
        out.value(value);
    }

    static Sample read(StateReader in) {
        Place place = Place.read(in);
        return new Sample(place, in.value());
    }
}
