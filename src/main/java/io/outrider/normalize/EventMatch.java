package io.outrider.normalize;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which events a mapping is for, by what identifies their kind. */
sealed interface EventMatch {

    /**
     * Events of a Windows log.
     *
     * @param channel the event's {@code Channel}, compared without regard to case; empty for any
     * @param provider the event's provider ({@code Name}), likewise; one of both is enough, for forwarding changes channels
     *     and shippers leave out either
     * @param eventIds values of {@code EventID}; empty for all that no other mapping of the log is for
     */
    record WindowsEvent(String channel, String provider, Set<String> eventIds) implements EventMatch {

        public WindowsEvent {
            eventIds = Set.copyOf(eventIds);
        }

        boolean isFrom(@Nullable String eventChannel, @Nullable String eventProvider) {
            return channel.isEmpty() && provider.isEmpty()
                    || channel.equalsIgnoreCase(eventChannel)
                    || provider.equalsIgnoreCase(eventProvider);
        }
    }

    /**
     * Events of a source that is recognised as a whole.
     *
     * @param sourcetype that these events have; empty if it is the source's own
     */
    record OfSource(Source source, String sourcetype) implements EventMatch {}

    /**
     * Other events, by the value of a field.
     *
     * @param field its name, as {@code event_simpleName}
     * @param values of which it has one, compared with regard to case
     */
    record FieldValue(String field, Set<String> values) implements EventMatch {

        public FieldValue {
            values = Set.copyOf(values);
        }
    }
}
