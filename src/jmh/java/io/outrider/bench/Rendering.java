package io.outrider.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Renders the same process event, given as nxlog has it, in the shapes of other writers; for formats that firewalls write, a
 * connection in its place. What comes out is synthetic.
 */
public enum Rendering {
    NXLOG(Peer.JACKSON) {
        @Override
        String line(ObjectNode event) {
            return json(event);
        }
    },
    WINLOGBEAT_8(Peer.JACKSON) {
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
    EVTX_DUMP(Peer.JACKSON) {
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
    XML(Peer.WOODSTOX) {
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
    },
    /** Events as nxlog has them, in one array. */
    JSON_ARRAY(Peer.JACKSON) {
        @Override
        String line(ObjectNode event) {
            return json(event);
        }

        @Override
        String begin() {
            return "[";
        }

        @Override
        String between() {
            return ",\n";
        }

        @Override
        String end() {
            return "]\n";
        }
    },
    CSV(Peer.JACKSON_CSV) {
        @Override
        String line(ObjectNode event) {
            return COLUMNS.stream()
                    .map(column -> column.equals("time") ? TIME : quoted(text(event, column)))
                    .collect(Collectors.joining(","));
        }

        @Override
        String begin() {
            return String.join(",", COLUMNS) + '\n';
        }

        @Override
        List<String> fields() {
            return COLUMNS.subList(0, 10);
        }
    },
    CEF(Peer.LINES) {
        @Override
        String line(ObjectNode event) {
            Connection it = Connection.of(event);
            return "<134>Mar  5 16:09:40 fw-1 CEF:0|Example|Firewall|7.2|13|traffic forward close|3|rt=1709654980123"
                    + " deviceExternalId=FW0000001 src=" + it.from() + " spt=" + it.port() + " dst=" + it.to() + " dpt=443"
                    + " proto=TCP act=close app=HTTPS suser=" + it.user() + " deviceInboundInterface=port3"
                    + " deviceOutboundInterface=wan1 in=" + it.in() + " out=" + it.out()
                    + " cs1Label=policy cs1=allow web to the internet cn1Label=session cn1=" + it.session()
                    + " request=https://www.example.com/a/b?c\\=" + it.session()
                    + " requestClientApplication=Mozilla/5.0 (Windows NT 10.0) msg=session closed by the client";
        }

        @Override
        List<String> fields() {
            return List.of("src", "spt", "dst", "dpt", "proto", "act", "app", "suser", "in", "out");
        }
    },
    /** As some firewalls write it, behind a syslog header. */
    KEY_VALUE(Peer.LINES) {
        @Override
        String line(ObjectNode event) {
            Connection it = Connection.of(event);
            return "<189>Mar  5 16:09:40 fw-1 date=2024-03-05 time=16:09:40 devname=\"fw-1\" devid=\"FW0000001\""
                    + " logid=\"0000000013\" type=\"traffic\" subtype=\"forward\" level=\"notice\" vd=\"root\""
                    + " tz=\"+0000\" srcip=" + it.from() + " srcport=" + it.port() + " srcintf=\"port3\" dstip=" + it.to()
                    + " dstport=443 dstintf=\"wan1\" sessionid=" + it.session() + " proto=6 action=\"close\" policyid=12"
                    + " service=\"HTTPS\" user=\"" + it.user() + "\" duration=12 sentbyte=" + it.out() + " rcvdbyte=" + it.in()
                    + " sentpkt=10 rcvdpkt=12 appcat=\"unscanned\" url=\"https://www.example.com/a/b?c=" + it.session()
                    + "\" msg=\"session closed by the client\"";
        }

        @Override
        List<String> fields() {
            return List.of(
                    "srcip", "srcport", "dstip", "dstport", "proto", "action", "service", "user", "sentbyte", "rcvdbyte");
        }
    },
    /** Text of several lines, as Splunk's forwarders write it without XML. */
    WIN_EVENT_LOG(Peer.LINES) {
        @Override
        String line(ObjectNode event) {
            Connection it = Connection.of(event);
            return "03/05/2024 04:09:40 PM\nLogName=Security\nSourceName=Microsoft Windows security auditing.\nEventCode=4688\n"
                    + "EventType=0\nType=Information\nComputerName=" + oneLine(event, "Hostname")
                    + "\nTaskCategory=Process Creation\nOpCode=Info\nRecordNumber=" + it.session()
                    + "\nKeywords=Audit Success\nMessage=A new process has been created.\n\nCreator Subject:\n"
                    + "\tSecurity ID:\t\tS-1-5-21-1-2-3-1001\n\tAccount Name:\t\t" + it.user()
                    + "\n\tAccount Domain:\t\tEXAMPLE\n\tLogon ID:\t\t0x" + Integer.toHexString(it.port())
                    + "\n\nTarget Subject:\n\tSecurity ID:\t\tS-1-0-0\n\tAccount Name:\t\t-\n\tAccount Domain:\t\t-\n"
                    + "\tLogon ID:\t\t0x0\n\nProcess Information:\n\tNew Process ID:\t\t0x" + Integer.toHexString(it.in())
                    + "\n\tNew Process Name:\t" + oneLine(event, "Image")
                    + "\n\tToken Elevation Type:\tTokenElevationTypeDefault (1)\n\tMandatory Label:\t\tMandatory Label\\High"
                    + " Mandatory Level\n\tCreator Process ID:\t0x" + Integer.toHexString(it.out())
                    + "\n\tCreator Process Name:\t" + oneLine(event, "ParentImage") + "\n\tProcess Command Line:\t"
                    + oneLine(event, "CommandLine") + "\n\nToken Elevation Type indicates the type of token that was assigned"
                    + " to the new process in accordance with the policy of this machine.";
        }
    };

    /** What reads the same bytes for comparison. */
    enum Peer {
        /** Tokens of JSON. */
        JACKSON,
        /** Tokens of XML, an event at a time. */
        WOODSTOX,
        /** Tokens of CSV. */
        JACKSON_CSV,
        /** No parser gives tokens of such texts: lines are cut and made texts, no more. */
        LINES
    }

    /** A connection in the place of a process. */
    private record Connection(String from, String to, int port, int in, int out, int session, String user) {
        static Connection of(ObjectNode event) {
            int seed = event.toString().hashCode();
            return new Connection(
                    "10.0." + (seed & 0xFF) + '.' + (seed >>> 8 & 0xFF),
                    "198.51.100." + (seed >>> 16 & 0xFF),
                    1024 + (seed >>> 8 & 0x7FFF),
                    seed >>> 12 & 0xFFFFF,
                    seed >>> 4 & 0xFFFF,
                    seed & 0xFFFFFF,
                    "user-" + (seed >>> 20 & 0xFF));
        }
    }

    private static final List<String> COLUMNS = List.of(
            "time",
            "EventID",
            "Hostname",
            "Image",
            "CommandLine",
            "ParentImage",
            "ParentCommandLine",
            "User",
            "ProcessId",
            "ProcessGuid",
            "ParentProcessId",
            "ParentProcessGuid",
            "Hashes",
            "IntegrityLevel",
            "CurrentDirectory",
            "Company",
            "Description",
            "Product",
            "OriginalFileName",
            "LogonId");

    private final Peer peer;

    Rendering(Peer peer) {
        this.peer = peer;
    }

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

    /** One event, without a line feed behind it. */
    abstract String line(ObjectNode event);

    /** What stands before the first event. */
    String begin() {
        return "";
    }

    /** What stands between two events. */
    String between() {
        return "\n";
    }

    /** What stands behind the last event. */
    String end() {
        return "\n";
    }

    /** Names of the original fields that are read; empty if ten of {@code Endpoint.Processes} are. */
    List<String> fields() {
        return List.of();
    }

    Peer peer() {
        return peer;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String oneLine(ObjectNode event, String name) {
        return text(event, name).replace('\n', ' ').replace('\r', ' ');
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
