package io.outrider.cim;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The common event: the fields as the source named them, beside those of the Common Information Model.
 *
 * <p>Its time and its datasets are there; what else it says is read from its {@link EventContent} when it is asked for,
 * since nearly all events match nothing and are never asked. Equal events say the same, however they are read.
 */
public final class Event {

    private static final long LAST_SECOND_OF_9999 = 253_402_300_799L;

    private final Instant time;
    private final Set<String> datasets;
    private final EventContent content;

    /**
     * An event whose content is read when it is asked for.
     *
     * @param time as {@link #time}
     * @param datasets as {@link #datasets}
     */
    public Event(Instant time, Set<String> datasets, EventContent content) {
        this.time = time;
        this.datasets = Set.copyOf(datasets);
        this.content = content;
    }

    /**
     * An event whose content is there already.
     *
     * @param raw as {@link #raw}
     * @param fields as {@link #fields()}
     * @param cim as {@link #cim()}
     */
    public Event(
            Instant time,
            String raw,
            Map<String, Value> fields,
            Map<String, Value> cim,
            Set<String> datasets,
            Origin origin) {
        this(time, datasets, new EventContent.Stated(raw, fields, cim, origin));
    }

    /** {@code _time}, the moment the source gives for the event (decision 1 of the time rules). */
    public Instant time() {
        return time;
    }

    /** Qualified names of the data model datasets that the event is a member of, for example {@code Endpoint.Processes}. */
    public Set<String> datasets() {
        return datasets;
    }

    public EventContent content() {
        return content;
    }

    /** The record's text, {@code _raw}. */
    public String raw() {
        return content.raw();
    }

    /** The original fields, under the names that the source gives them. */
    public Map<String, Value> fields() {
        return content.fields();
    }

    /**
     * The fields that the source's mapping extracts, under their CIM names, without the data model's own calculated
     * fields: those are added by {@link Dataset#view}.
     */
    public Map<String, Value> cim() {
        return content.cim();
    }

    /** One of {@link #fields()}, or {@code null}. */
    public @Nullable Value field(String name) {
        return content.field(name);
    }

    /** One of {@link #cim()}, or {@code null}. */
    public @Nullable Value cim(String name) {
        return content.cim(name);
    }

    /**
     * The fields as a search over events sees them, {@code _time} and {@code _raw} among them: Splunk has one set of names,
     * in which the add-ons' fields prevail over the original ones.
     */
    public Fields asSearched() {
        return name -> switch (name) {
            case "_time" -> Value.of(epochSeconds());
            case "_raw" -> Value.of(raw());
            default -> {
                Value value = cim(name);
                yield value == null ? field(name) : value;
            }
        };
    }

    public Origin origin() {
        return content.origin();
    }

    /** {@code _time} as Splunk computes with it: seconds since 1970-01-01 UTC, with their fraction to the microsecond. */
    public double epochSeconds() {
        // Microseconds: a double holds no more digits for a date of this century, and Splunk keeps no more. In one
        // division,
        // so that the sum is not rounded twice; beyond the year 9999 a double holds whole seconds only.
        long seconds = time.getEpochSecond();
        return Math.abs(seconds) > LAST_SECOND_OF_9999
                ? seconds
                : (seconds * 1_000_000L + time.getNano() / 1_000) / 1e6;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event event
                && time.equals(event.time)
                && datasets.equals(event.datasets)
                && origin().equals(event.origin())
                && raw().equals(event.raw())
                && fields().equals(event.fields())
                && cim().equals(event.cim());
    }

    @Override
    public int hashCode() {
        return Objects.hash(time, origin());
    }

    @Override
    public String toString() {
        return "Event[time=" + time + ", datasets=" + datasets + ", origin=" + origin() + ", fields=" + fields()
                + ", cim=" + cim() + "]";
    }
}
