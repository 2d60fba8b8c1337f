package io.outrider.normalize;

import com.ctc.wstx.stax.WstxInputFactory;
import io.outrider.evtx.EvtxInput;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * {@code <Event>} elements of the Windows event schema, as Splunk's XmlWinEventLog, wevtutil and evtx_dump write them.
 *
 * <p>Fields are those of Splunk's add-ons: elements and attributes of {@code System} under their own names, {@code
 * <Data>} under its {@code Name} (without one: {@code Data}, multivalue), leaves of {@code UserData} under their
 * element's name, those of {@code RenderingInfo} with that word and a dot before them, for their names are those of
 * {@code System}. Names are taken as written, with any namespace prefix.
 *
 * <p>A document type declaration is refused, whatever it says: events have none, and nothing outside the record is ever
 * read.
 */
final class XmlWinEventLog implements RecordParser {

    /** As many levels as a JSON event may have, for the same reason. */
    private static final int MAX_DEPTH = JsonRecords.MAX_DEPTH;

    private static final Set<String> SECTIONS = Set.of("System", "EventData", "UserData", "RenderingInfo");

    private static final String REPAIR =
            "expected characters that XML allows, but found others: the event has U+FFFD in their place";

    private final WstxInputFactory xml = XmlInput.factory(MAX_DEPTH);

    @Override
    public boolean accepts(String text) {
        return text.startsWith("<Event") || text.startsWith("<!DOCTYPE");
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        try {
            // The parser refuses what is forbidden, but for two characters that hardly any text has: so nearly every
            // event is
            // gone through once only.
            if (text.indexOf('\uFFFE') < 0 && text.indexOf('\uFFFF') < 0) {
                return parsed(text, false);
            }
            return repaired(text);
        } catch (XMLStreamException e) {
            return repaired(text);
        }
    }

    private Parsed repaired(String text) throws MalformedRecordException {
        String repaired = XmlCharacters.repair(text);
        try {
            return parsed(repaired == null ? text : repaired, repaired != null);
        } catch (XMLStreamException e) {
            throw new MalformedRecordException("expected an <Event> element, but found: " + e.getMessage());
        }
    }

    private Parsed parsed(String text, boolean repaired) throws XMLStreamException, MalformedRecordException {
        FieldTable fields = new FieldTable();
        XMLStreamReader reader = xml.createXMLStreamReader(new StringReader(text));
        String damage;
        try {
            damage = read(reader, fields);
        } finally {
            reader.close();
        }
        addXml(fields, text);
        return new Parsed(named(fields).shape(), fields, repair(repaired, damage));
    }

    /** An event with these fields, which get their second names. Looks at the names of fields, never at their texts. */
    static Parsed named(FieldTable fields) throws MalformedRecordException {
        if (!fields.has("EventID")) {
            throw new MalformedRecordException("expected an <Event> element with System/EventID, but found none");
        }
        WindowsNames.complete(fields);
        return new Parsed("xml", fields);
    }

    private static @Nullable String repair(boolean replaced, @Nullable String damage) {
        if (damage == null) {
            return replaced ? REPAIR : null;
        }
        return replaced ? REPAIR + "; " + damage : damage;
    }

    /**
     * What Splunk's add-on for Windows keeps as XML, where searches take it apart themselves: {@code UserData_Xml}, and of
     * the System log {@code EventData_Xml}. For the other logs the data has names, and a second copy would double the event.
     */
    private static void addXml(FieldTable fields, String text) {
        supply(fields, "UserData", text);
        if ("System".equalsIgnoreCase(fields.first("Channel"))) {
            supply(fields, "EventData", text);
        }
    }

    private static void supply(FieldTable fields, String element, String text) {
        String begin = '<' + element + '>';
        int from = text.indexOf(begin);
        // Most events have no such element, and are gone through once only.
        int to = from < 0 ? -1 : text.lastIndexOf("</" + element + '>');
        if (to > from) {
            fields.supply(element + "_Xml", List.of(text.substring(from + begin.length(), to)));
        }
    }

    /** Reads all fields, and gives what {@link EvtxInput} says of the file that the record was in, if it was damaged. */
    private static @Nullable String read(XMLStreamReader reader, FieldTable fields)
            throws XMLStreamException, MalformedRecordException {
        String damage = null;
        Deque<String> path = new ArrayDeque<>();
        String section = "";
        String dataName = null;
        StringBuilder text = new StringBuilder();
        boolean leaf = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    String name = reader.getLocalName();
                    path.push(name);
                    section = path.size() == 2 && SECTIONS.contains(name) ? name : section;
                    dataName = null;
                    if (section.equals("System")) {
                        addAttributes(reader, fields);
                    } else if (section.equals("EventData")) {
                        dataName = reader.getAttributeValue(null, "Name");
                    }
                    text.setLength(0);
                    leaf = true;
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamReader.END_ELEMENT -> {
                    String name = path.pop();
                    if (leaf && path.size() >= 2) {
                        addLeaf(fields, section, name, dataName, text);
                    }
                    if (path.size() == 1) {
                        section = "";
                    }
                    leaf = false;
                }
                case XMLStreamReader.PROCESSING_INSTRUCTION -> {
                    // Who writes events as text may write such an instruction too, but not any reason.
                    if (reader.getPITarget().equals(EvtxInput.DAMAGE)
                            && reader.getPIData().startsWith("expected ")) {
                        damage = reader.getPIData();
                    }
                }
                case XMLStreamReader.DTD ->
                    throw new MalformedRecordException(
                            "expected an <Event> element, but found a DOCTYPE: it is refused, and nothing that it names is read");
                case XMLStreamReader.ENTITY_REFERENCE ->
                    throw new MalformedRecordException(
                            "expected text, but found the undeclared entity &" + reader.getLocalName() + ";");
                default -> {}
            }
        }
        return damage;
    }

    private static void addAttributes(XMLStreamReader reader, FieldTable fields) throws MalformedRecordException {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            fields.add(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
    }

    private static void addLeaf(
            FieldTable fields, String section, String name, @Nullable String dataName, CharSequence text)
            throws MalformedRecordException {
        switch (section) {
            case "System" -> {
                // Elements such as <Correlation/> say all they have to say in their attributes.
                if (text.length() > 0) {
                    fields.add(name, text.toString());
                }
            }
            case "EventData" -> fields.add(dataName == null ? name : CleanKey.of(dataName), text.toString());
            case "RenderingInfo" -> {
                fields.add("RenderingInfo." + name, text.toString());
                if (name.equals("Message")) {
                    fields.add(name, text.toString());
                }
            }
            case "UserData" -> fields.add(name, text.toString());
            default -> {}
        }
    }
}
