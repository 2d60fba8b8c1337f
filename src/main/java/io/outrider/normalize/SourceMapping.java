package io.outrider.normalize;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of event becomes a member of a dataset.
 *
 * @param name for people
 * @param channel the event's {@code Channel}, compared without regard to case
 * @param provider the event's provider ({@code Name}), likewise; one of both is enough, for forwarding changes channels
 *     and shippers leave out either
 * @param eventIds values of {@code EventID}
 * @param dataset qualified name, for example {@code Endpoint.Processes}
 * @param constants what the add-on says of every such event, by CIM field
 * @param fields the CIM fields that the event itself gives
 */
record SourceMapping(
        String name,
        String channel,
        String provider,
        Set<String> eventIds,
        String dataset,
        Map<String, String> constants,
        List<FieldMapping> fields) {

    SourceMapping {
        eventIds = Set.copyOf(eventIds);
        constants = Map.copyOf(constants);
        fields = List.copyOf(fields);
    }

    boolean applies(@Nullable String eventId, @Nullable String channel, @Nullable String provider) {
        return eventId != null
                && eventIds.contains(eventId)
                && (this.channel.equalsIgnoreCase(channel) || this.provider.equalsIgnoreCase(provider));
    }
}
