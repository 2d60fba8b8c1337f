package io.outrider.normalize;

import java.util.List;
import java.util.Map;

/**
 * The names that Splunk's add-ons for Windows and Sysmon give the fields of a Windows event, whatever shape it came in:
 * those of {@code System} as in its XML form, those of the event's data as the provider names them.
 */
final class WindowsNames {

    static final Map<String, String> TWINS = Map.of("EventID", "EventCode", "EventRecordID", "RecordNumber");

    private static final List<String> DERIVED = List.of("source", "sourcetype");

    private WindowsNames() {}

    /**
     * Gives fields their add-on names.
     *
     * @param aliases pairs of an own name and an add-on name; of several own names the first that is there counts
     */
    static void alias(FieldTable fields, List<Map.Entry<String, String>> aliases) {
        for (Map.Entry<String, String> alias : aliases) {
            fields.alias(alias.getKey(), alias.getValue());
        }
    }

    /**
     * Gives the fields whose names begin with {@code prefix} the rest of the name too, beside what is there: as in XML,
     * where a provider's {@code Name} and a data item {@code Name} are one multivalue field.
     */
    static void addData(FieldTable fields, String prefix) throws MalformedRecordException {
        for (String name : fields.names()) {
            if (name.startsWith(prefix)) {
                for (String text : fields.texts(name)) {
                    fields.add(name.substring(prefix.length()), text);
                }
            }
        }
    }

    /** Adds what follows from other fields: the second names of some, and Splunk's {@code source} of a channel. */
    static void complete(FieldTable fields) throws MalformedRecordException {
        TWINS.forEach((one, other) -> {
            fields.alias(one, other);
            fields.alias(other, one);
        });
        String channel = fields.first("Channel");
        if (channel != null) {
            for (String name : DERIVED) {
                if (!fields.has(name)) {
                    fields.add(name, derive(name, channel));
                }
            }
        }
    }

    /** Whether every event that has a channel has a field of this name. */
    static boolean isDerived(String name) {
        return DERIVED.contains(name);
    }

    /** What a {@link #isDerived derived} field says where the event does not say it. */
    static String derive(String name, String channel) {
        return name.equals("source") ? "XmlWinEventLog:" + channel : "XmlWinEventLog";
    }
}
