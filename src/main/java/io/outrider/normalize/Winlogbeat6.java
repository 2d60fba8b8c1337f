package io.outrider.normalize;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** winlogbeat 6 and earlier: its own fields at the top, the event's data under {@code event_data}. */
final class Winlogbeat6 implements JsonShape {

    static final String NAME = "winlogbeat";

    /** What lies in these is a field of its own name too. */
    static final List<String> DATA = List.of("event_data.", "user_data.");

    static final List<Map.Entry<String, String>> ALIASES = List.of(
            entry("event_id", "EventID"),
            entry("log_name", "Channel"),
            entry("computer_name", "Computer"),
            entry("source_name", "Name"),
            entry("provider_guid", "Guid"),
            entry("record_number", "EventRecordID"),
            entry("process_id", "ProcessID"),
            entry("thread_id", "ThreadID"),
            entry("user.identifier", "UserID"),
            entry("activity_id", "ActivityID"),
            entry("version", "Version"),
            entry("level", "Level"),
            entry("task", "Task"),
            entry("opcode", "Opcode"),
            entry("keywords{}", "Keywords"),
            entry("message", "Message"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(FieldTable fields) {
        return fields.has("event_id")
                && (fields.has("log_name") || fields.has("source_name"))
                && fields.has("computer_name");
    }

    @Override
    public void addNames(FieldTable fields) throws MalformedRecordException {
        WindowsNames.alias(fields, ALIASES);
        WindowsNames.complete(fields);
        for (String prefix : DATA) {
            WindowsNames.addData(fields, prefix);
        }
    }
}
