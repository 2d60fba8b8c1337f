package io.outrider.normalize;

import java.util.Set;

/** Which fields events are known to have beside those that their mapping names: from samples, where there are some. */
public interface EventFields {

    /** Channels of Windows events, in lower case. */
    Set<String> channels();

    /** Ids of the events of a channel. */
    Set<String> ids(String channel);

    Set<String> fields(String channel, String id);

    Set<String> fields(String sourcetype);

    /** Nothing but the mappings is known. */
    static EventFields none() {
        return new EventFields() {
            @Override
            public Set<String> channels() {
                return Set.of();
            }

            @Override
            public Set<String> ids(String channel) {
                return Set.of();
            }

            @Override
            public Set<String> fields(String channel, String id) {
                return Set.of();
            }

            @Override
            public Set<String> fields(String sourcetype) {
                return Set.of();
            }
        };
    }
}
