package io.outrider.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BiConsumer;

/** Renders the same process event, given as nxlog has it, in the shapes of other writers. What comes out is synthetic. */
public enum Rendering {
    NXLOG {
        @Override
        String line(ObjectNode event) {
            return json(event);
        }
    },
    WINLOGBEAT_8 {
        @Override
        String line(ObjectNode event) {
            ObjectNode line = event.objectNode();
            line.put("@timestamp", TIME);
            line.putObject("agent").put("type", "winlogbeat").put("version", "8.15.0");
            line.putObject("event").put("code", text(event, "EventID")).put("kind", "event");
            line.putObject("host").put("name", text(event, "Hostname"));
            ObjectNode winlog = line.putObject("winlog");
            winlog.put("channel", text(event, "Channel"));
            winlog.put("computer_name", text(event, "Hostname"));
            winlog.put("event_id", text(event, "EventID"));
            winlog.put("provider_name", text(event, "SourceName"));
            winlog.put("record_id", event.path("RecordNumber").asLong());
            data(event, winlog.putObject("event_data")::put);
            line.put("message", text(event, "Message"));
            return json(line);
        }
    },
    EVTX_DUMP {
        @Override
        String line(ObjectNode event) {
            ObjectNode line = event.objectNode();
            ObjectNode outer = line.putObject("Event");
            ObjectNode system = outer.putObject("System");
            attribute(system, "Provider").put("Name", text(event, "SourceName"));
            system.put("EventID", event.path("EventID").asInt());
            attribute(system, "TimeCreated").put("SystemTime", TIME);
            system.put("EventRecordID", event.path("RecordNumber").asLong());
            system.put("Channel", text(event, "Channel"));
            system.put("Computer", text(event, "Hostname"));
            data(event, outer.putObject("EventData")::put);
            return json(line);
        }
    },
    XML {
        @Override
        String line(ObjectNode event) {
            StringBuilder line = new StringBuilder(4096);
            line.append("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='")
                    .append(escaped(text(event, "SourceName")))
                    .append("'/><EventID>")
                    .append(text(event, "EventID"))
                    .append("</EventID><Level>4</Level><Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='")
                    .append(TIME)
                    .append("'/><EventRecordID>")
                    .append(text(event, "RecordNumber"))
                    .append("</EventRecordID><Correlation/><Execution ProcessID='4' ThreadID='12'/><Channel>")
                    .append(escaped(text(event, "Channel")))
                    .append("</Channel><Computer>")
                    .append(escaped(text(event, "Hostname")))
                    .append("</Computer><Security UserID='S-1-5-18'/></System><EventData>");
            data(event, (name, value) -> line.append("<Data Name='")
                    .append(escaped(name))
                    .append("'>")
                    .append(escaped(value))
                    .append("</Data>"));
            return line.append("</EventData></Event>").toString();
        }
    };

    private static final String TIME = "2024-03-05T16:09:40.123456Z";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What nxlog writes beside the event's data. */
    private static final Set<String> OTHERS = Set.of(
            "@timestamp",
            "@version",
            "AccountName",
            "AccountType",
            "Category",
            "Channel",
            "Domain",
            "EventID",
            "EventReceivedTime",
            "EventTime",
            "EventType",
            "ExecutionProcessID",
            "Hostname",
            "Keywords",
            "Message",
            "Opcode",
            "OpcodeValue",
            "ProviderGuid",
            "RecordNumber",
            "Severity",
            "SeverityValue",
            "SourceModuleName",
            "SourceModuleType",
            "SourceName",
            "Task",
            "ThreadID",
            "UserID",
            "Version",
            "host",
            "port",
            "tags");

    /** One line, without a line feed. */
    abstract String line(ObjectNode event);

    boolean isXml() {
        return this == XML;
    }

    private static void data(ObjectNode event, BiConsumer<String, String> use) {
        event.properties().forEach(member -> {
            if (!OTHERS.contains(member.getKey()) && member.getValue().isValueNode()) {
                use.accept(member.getKey(), member.getValue().asText());
            }
        });
    }

    private static ObjectNode attribute(ObjectNode parent, String element) {
        return parent.putObject(element).putObject("#attributes");
    }

    private static String text(ObjectNode event, String name) {
        return event.path(name).asText();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\r", "&#13;")
                .replace("\n", "&#10;");
    }

    private static String json(ObjectNode line) {
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    byte[] bytes(ObjectNode event) {
        return line(event).getBytes(StandardCharsets.UTF_8);
    }
}
