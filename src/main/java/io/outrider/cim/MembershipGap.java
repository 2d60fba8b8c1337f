package io.outrider.cim;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an event is not a member of a dataset: the first dataset on the way down from the root that it is no member of. */
public sealed interface MembershipGap {

    /** Qualified name of the dataset that the event is no member of: the one asked for, or one above it. */
    String dataset();

    /**
     * Neither the source's mapping names the dataset or one below it, nor has the event its tags.
     *
     * @param tags all of which would do; none if only a mapping does
     */
    record Unmapped(String dataset, Set<String> tags) implements MembershipGap {}

    /** The event is in the dataset above, but lacks tags: all of the first, or one of the others. */
    record Untagged(String dataset, Set<String> tags, Set<String> anyTag) implements MembershipGap {}

    /**
     * A field of the event has none of the texts that the data model asks for.
     *
     * @param found {@code null} if the field is absent
     */
    record Unlike(
            String dataset,
            String field,
            List<String> expected,
            @Nullable Value found) implements MembershipGap {}

    /** The data model leaves out events with such fields. */
    record Excepted(String dataset, Map<String, List<String>> except) implements MembershipGap {}
}
