package io.outrider.detect;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * Reads XML text by paths, as {@code spath} names its parts (Splunk Enterprise 9, Search Reference): {@code a.b} is an element
 * of an element, {@code a.b{@c}} an attribute. What stands before an error in the text is used; a document type declaration
 * is an error.
 */
final class XmlPaths {

    // As for texts of JSON; events themselves have a lower bound, which does not reach into their texts.
    private static final int MAX_DEPTH = 200;
    private static final int MAX_NAME = 1_000;
    private static final WstxInputFactory XML = factory();

    private XmlPaths() {}

    private static WstxInputFactory factory() {
        WstxInputFactory xml = new WstxInputFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml.setProperty(XMLInputFactory.IS_COALESCING, true);
        xml.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // Otherwise errors come as unchecked exceptions.
        xml.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        xml.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        // Names are hostile, and the JVM's table of interned ones never shrinks.
        xml.setProperty(XMLInputFactory2.P_INTERN_NS_URIS, false);
        xml.setProperty(XMLInputFactory2.P_INTERN_NAMES, false);
        return xml;
    }

    /** All texts of elements that have one, and all attributes, under their paths. */
    static Map<String, List<String>> all(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (text.indexOf('<') < 0) {
            return fields;
        }
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(text));
            try {
                read(reader, fields);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            return fields;
        }
        return fields;
    }

    /** The values at a path; empty if there is none. The numbers of elements are not told apart. */
    static List<String> at(String text, String path) {
        return all(text).getOrDefault(path.replaceAll("\\{[0-9]*}", ""), List.of());
    }

    private static void read(XMLStreamReader reader, Map<String, List<String>> fields) throws XMLStreamException {
        Deque<String> paths = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    String path = paths.isEmpty() ? reader.getLocalName() : paths.peek() + "." + reader.getLocalName();
                    if (path.length() > MAX_NAME) {
                        return;
                    }
                    paths.push(path);
                    text.setLength(0);
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        add(fields, path + "{@" + reader.getAttributeLocalName(i) + "}", reader.getAttributeValue(i));
                    }
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamReader.END_ELEMENT -> {
                    String path = paths.pop();
                    String value = text.toString().strip();
                    if (!value.isEmpty()) {
                        add(fields, path, value);
                    }
                    text.setLength(0);
                }
                case XMLStreamReader.DTD, XMLStreamReader.ENTITY_REFERENCE -> {
                    return;
                }
                default -> {}
            }
        }
    }

    private static void add(Map<String, List<String>> fields, String name, String value) {
        fields.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
}
