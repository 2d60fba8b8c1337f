package io.outrider.normalize;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** winlogbeat 7 and 8: all that is Windows' own under {@code winlog}, nested or with dots in the keys. */
final class Winlogbeat7 implements JsonShape {

    private static final List<Map.Entry<String, String>> ALIASES = List.of(
            entry("winlog.event_id", "EventID"),
            // What an ingest pipeline may leave of it.
            entry("event.code", "EventID"),
            entry("winlog.channel", "Channel"),
            entry("winlog.computer_name", "Computer"),
            entry("winlog.provider_name", "Name"),
            entry("event.provider", "Name"),
            entry("winlog.provider_guid", "Guid"),
            entry("winlog.record_id", "EventRecordID"),
            entry("winlog.process.pid", "ProcessID"),
            entry("winlog.process.thread.id", "ThreadID"),
            entry("winlog.user.identifier", "UserID"),
            entry("winlog.activity_id", "ActivityID"),
            entry("winlog.time_created", "TimeCreated"),
            entry("winlog.version", "Version"),
            entry("log.level", "Level"),
            entry("winlog.task", "Task"),
            entry("winlog.opcode", "Opcode"),
            entry("winlog.keywords{}", "Keywords"),
            entry("message", "Message"));

    @Override
    public String name() {
        return "winlogbeat";
    }

    @Override
    public boolean recognises(FieldTable fields) {
        return fields.has("winlog.event_id") || fields.has("winlog.channel");
    }

    @Override
    public void addNames(FieldTable fields) throws MalformedRecordException {
        WindowsNames.alias(fields, ALIASES);
        WindowsNames.complete(fields);
        WindowsNames.addData(fields, "winlog.event_data.");
        WindowsNames.addData(fields, "winlog.user_data.");
    }
}
