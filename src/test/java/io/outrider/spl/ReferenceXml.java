package io.outrider.spl;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML texts for {@code spath} and {@code xmlkv}. A text that is cut off or broken gives what stands whole before that place.
 */
final class ReferenceXml {

    // Example: <name>Catan</name>, <name lang="en">Catan</name>; nothing but text between the tags.
    private static final Pattern PAIR = Pattern.compile("<([^\\s<>/]+)(?:\\s[^<>]*)?>([^<]*)</\\1\\s*>");

    private ReferenceXml() {}

    /** An element with its place among those of its name in the same parent, from 1. */
    private static final class Element {
        private final String name;
        private final int number;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<Element> children = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();

        private Element(String name, int number) {
            this.name = name;
            this.number = number;
        }

        private int next(String child) {
            return 1 + (int) children.stream().filter(c -> c.name.equals(child)).count();
        }
    }

    /** A field for each text and each attribute. Example: {@code a.b} and {@code a.b{@c}}. */
    static void leaves(String text, Map<String, List<String>> fields) {
        read(text).children.forEach(root -> leaves(root.name, root, fields));
    }

    private static void leaves(String path, Element element, Map<String, List<String>> fields) {
        element.attributes.forEach((name, value) -> add(path + "{@" + name + '}', value, fields));
        if (element.children.isEmpty() && !element.text.toString().isBlank()) {
            add(path, element.text.toString().strip(), fields);
        }
        element.children.forEach(child -> leaves(path + '.' + child.name, child, fields));
    }

    private static void add(String field, String text, Map<String, List<String>> fields) {
        fields.computeIfAbsent(field, f -> new ArrayList<>()).add(text);
    }

    static List<String> at(String text, List<ReferencePath> steps) {
        List<Element> elements = List.of(read(text));
        for (ReferencePath step : steps) {
            List<Element> next = new ArrayList<>();
            elements.forEach(element -> element.children.stream()
                    .filter(child -> child.name.equals(step.name()))
                    .forEach(next::add));
            for (String index : step.indexes()) {
                if (index.startsWith("@")) {
                    return next.stream()
                            .filter(element -> element.attributes.containsKey(index.substring(1)))
                            .map(element -> element.attributes.get(index.substring(1)))
                            .toList();
                }
                next.removeIf(element -> !index.isEmpty() && !index.equals(String.valueOf(element.number)));
            }
            elements = next;
        }
        return elements.stream()
                .filter(element -> element.children.isEmpty())
                .map(element -> element.text.toString().strip())
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** An element around those of the text. */
    private static Element read(String text) {
        Element all = new Element("", 1);
        List<Element> open = new ArrayList<>(List.of(all));
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text.strip()));
            while (reader.hasNext()) {
                Element inner = open.get(open.size() - 1);
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        Element child = new Element(reader.getLocalName(), inner.next(reader.getLocalName()));
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            child.attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                        }
                        inner.children.add(child);
                        open.add(child);
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.remove(open.size() - 1);
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> inner.text.append(reader.getText());
                    default -> {
                        // Comments and instructions are no fields.
                    }
                }
            }
        } catch (XMLStreamException e) {
            // The text of elements that were not closed may be cut off.
            open.subList(1, open.size()).forEach(element -> element.text.setLength(0));
        }
        return all;
    }

    /**
     * {@code xmlkv}, after Splunk Enterprise 9.3, Search Reference, "xmlkv": each element with a text is a key with its value.
     */
    static Map<String, List<String>> pairs(String text) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            add(pair.group(1), pair.group(2), pairs);
        }
        return pairs;
    }
}
