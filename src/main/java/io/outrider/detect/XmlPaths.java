package io.outrider.detect;

import com.ctc.wstx.stax.WstxInputFactory;
import io.outrider.normalize.XmlInput;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML text by paths, as {@code spath} names its parts (Splunk Enterprise 9, Search Reference): {@code a.b} is an element
 * of an element, {@code a.b{@c}} an attribute. What stands before an error in the text is used; a document type declaration
 * is an error. The documentation does not say what text between elements is: here it is no value.
 */
final class XmlPaths {

    // As for texts of JSON; events themselves have a lower bound, which does not reach into their texts.
    private static final int MAX_DEPTH = 200;
    private static final int MAX_NAME = 1_000;
    private static final WstxInputFactory XML = XmlInput.factory(MAX_DEPTH);

    private static final Pattern NUMBER = Pattern.compile("\\{([0-9]{1,9})}");
    private static final int ANY = 0;

    private XmlPaths() {}

    /** All texts of elements that have one and no elements in them, and all attributes, under their paths. */
    static Map<String, List<String>> all(String text) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        read(text, (path, numbers, value) -> add(fields, path, value));
        return fields;
    }

    /** The values at a path, in which elements of one name are counted from 1: {@code a.b{2}}; empty if there is none. */
    static List<String> at(String text, String path) {
        String plain = path.replaceAll("\\{[0-9]*}", "");
        List<Integer> wanted = new ArrayList<>();
        for (String step : path.split("\\.")) {
            Matcher number = NUMBER.matcher(step);
            wanted.add(number.find() ? Integer.parseInt(number.group(1)) : ANY);
        }
        List<String> found = new ArrayList<>();
        read(text, (name, numbers, value) -> {
            if (name.equals(plain) && fits(numbers, wanted)) {
                found.add(value);
            }
        });
        return found;
    }

    private static boolean fits(List<Integer> numbers, List<Integer> wanted) {
        for (int i = 0; i < Math.min(numbers.size(), wanted.size()); i++) {
            if (wanted.get(i) != ANY && !wanted.get(i).equals(numbers.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Takes what is found. */
    private interface Found {

        /** @param numbers of the elements on the path, from 1, among those of their names in one element */
        void add(String path, List<Integer> numbers, String value);
    }

    private static void read(String text, Found found) {
        if (text.indexOf('<') < 0) {
            return;
        }
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(text));
            try {
                read(reader, found);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            // What stands before the error was found.
        }
    }

    private static void read(XMLStreamReader reader, Found found) throws XMLStreamException {
        Deque<String> paths = new ArrayDeque<>();
        Deque<Map<String, Integer>> children = new ArrayDeque<>(List.of(new HashMap<>()));
        List<Integer> numbers = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean leaf = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> {
                    String name = reader.getLocalName();
                    String path = paths.isEmpty() ? name : paths.peek() + "." + name;
                    if (path.length() > MAX_NAME) {
                        return;
                    }
                    paths.push(path);
                    numbers.add(children.element().merge(name, 1, Integer::sum));
                    children.push(new HashMap<>());
                    leaf = true;
                    text.setLength(0);
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        found.add(
                                path + "{@" + reader.getAttributeLocalName(i) + "}",
                                numbers,
                                reader.getAttributeValue(i));
                    }
                }
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA ->
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamReader.END_ELEMENT -> {
                    String path = paths.pop();
                    String value = text.toString().strip();
                    if (leaf && !value.isEmpty()) {
                        found.add(path, numbers, value);
                    }
                    numbers.remove(numbers.size() - 1);
                    children.pop();
                    leaf = false;
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
