package io.outrider.normalize;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code {"Event":{"System":{…},"EventData":{…}}}}: the XML form turned into JSON, as evtx_dump 0.8 writes it, with
 * attributes under {@code #attributes}. Converters that put attributes beside the text ({@code @Name} or {@code Name})
 * are read as well.
 */
final class EvtxDump implements JsonShape {

    private static final String SYSTEM = "Event.System.";

    private static final List<Map.Entry<String, String>> ALIASES = aliases();

    @Override
    public String name() {
        return "evtx_dump";
    }

    @Override
    public boolean recognises(FieldTable fields) {
        return fields.has("Event.System.EventID")
                || fields.has("Event.System.EventID.#text")
                || fields.has("Event.System.EventID.text");
    }

    @Override
    public void addNames(FieldTable fields) throws MalformedRecordException {
        WindowsNames.alias(fields, ALIASES);
        WindowsNames.complete(fields);
        for (String name : fields.names()) {
            String item = item(name);
            if (item != null) {
                for (String text : fields.texts(name)) {
                    fields.add(item, text);
                }
            }
        }
    }

    private static @Nullable String item(String name) {
        if (name.startsWith("Event.EventData.")) {
            String item = name.substring("Event.EventData.".length());
            if (item.startsWith("Data{}") || item.startsWith("#attributes.") || item.startsWith("@")) {
                return item.equals("Data{}") ? "Data" : null;
            }
            return item.startsWith("Data.#text") ? "Data" : item;
        }
        if (name.startsWith("Event.UserData.") && name.indexOf('#') < 0) {
            int wrapper = name.indexOf('.', "Event.UserData.".length());
            return wrapper < 0 ? null : name.substring(wrapper + 1);
        }
        return null;
    }

    private static List<Map.Entry<String, String>> aliases() {
        List<Map.Entry<String, String>> aliases = new ArrayList<>();
        for (String element : List.of(
                "EventID", "Version", "Level", "Task", "Opcode", "Keywords", "EventRecordID", "Channel", "Computer")) {
            aliases.add(entry(SYSTEM + element, element));
            aliases.add(entry(SYSTEM + element + ".#text", element));
            aliases.add(entry(SYSTEM + element + ".text", element));
        }
        attribute(aliases, "Provider", "Name");
        attribute(aliases, "Provider", "Guid");
        attribute(aliases, "EventID", "Qualifiers");
        attribute(aliases, "TimeCreated", "SystemTime");
        attribute(aliases, "Correlation", "ActivityID");
        attribute(aliases, "Execution", "ProcessID");
        attribute(aliases, "Execution", "ThreadID");
        attribute(aliases, "Security", "UserID");
        return List.copyOf(aliases);
    }

    private static void attribute(List<Map.Entry<String, String>> aliases, String element, String attribute) {
        for (String holder : List.of(".#attributes.", ".@", ".")) {
            aliases.add(entry(SYSTEM + element + holder + attribute, attribute));
        }
    }
}
