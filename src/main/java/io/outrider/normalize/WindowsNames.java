package io.outrider.normalize;

import java.util.List;
import java.util.Map;

/**
 * The names that Splunk's add-ons for Windows and Sysmon give the fields of a Windows event, whatever shape it came in:
 * those of {@code System} as in its XML form, those of the event's data as the provider names them.
 */
final class WindowsNames {

    static final Map<String, String> TWINS = Map.of("EventID", "EventCode", "EventRecordID", "RecordNumber");

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

    /** Adds the second names that some fields have. */
    static void complete(FieldTable fields) {
        TWINS.forEach((one, other) -> {
            fields.alias(one, other);
            fields.alias(other, one);
        });
    }
}
