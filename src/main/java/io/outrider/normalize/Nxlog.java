package io.outrider.normalize;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/** Flat JSON as nxlog's {@code im_msvistalog} gives it: the event's data beside nxlog's own fields. */
final class Nxlog implements JsonShape {

    static final String NAME = "nxlog";

    static final List<Map.Entry<String, String>> ALIASES = List.of(
            entry("LogName", "Channel"),
            entry("Hostname", "Computer"),
            entry("ComputerName", "Computer"),
            entry("SourceName", "Name"),
            entry("ProviderName", "Name"),
            entry("Provider", "Name"),
            entry("ProviderGuid", "Guid"),
            entry("ExecutionProcessID", "ProcessID"),
            entry("ExecutionThreadID", "ThreadID"));

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(FieldTable fields) {
        return (fields.has("EventID") || fields.has("EventCode"))
                && (fields.has("Channel")
                        || fields.has("LogName")
                        || fields.has("SourceName")
                        || fields.has("ProviderName"));
    }

    @Override
    public void addNames(FieldTable fields) throws MalformedRecordException {
        WindowsNames.alias(fields, ALIASES);
        WindowsNames.complete(fields);
    }
}
