package io.outrider.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a JSON object into fields named as Splunk's {@code spath} names them: {@code a.b} for a member of a member,
 * {@code a{}} for the elements of an array, {@code a{}.b} for their members.
 *
 * <p>Numbers and booleans keep the text they have; {@code null} is an absent field; an empty array or object gives none.
 * The loop keeps its own stack, so depth costs no Java stack.
 *
 * <p>XML converters write {@code <Data Name='Image'>x</Data>} as an element {@code {"Name":"Image","text":"x"}} of an
 * array {@code Data}. Such a pair also gives the field under its name, beside the array: {@code EventData.Image}.
 */
final class JsonFlattener {

    private final JsonParser parser;
    private final FieldTable fields;
    // Name of the field that the value at this depth has, for an object that of its members up to the dot.
    private final String[] prefixes = new String[JsonRecords.MAX_DEPTH + 2];
    private final boolean[] arrays = new boolean[JsonRecords.MAX_DEPTH + 2];
    private int depth;
    private @Nullable String dataName;
    private @Nullable String dataText;

    /** @param parser at the object's opening bracket */
    JsonFlattener(JsonParser parser, FieldTable fields) {
        this.parser = parser;
        this.fields = fields;
    }

    /** Adds the object's fields; afterwards the parser is at its closing bracket. */
    void flattenObject() throws IOException, MalformedRecordException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedRecordException("expected a JSON object, but found " + parser.currentToken());
        }
        prefixes[0] = "";
        String name = "";
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new MalformedRecordException("expected the rest of a JSON object, but found its end");
            }
            if (arrays[depth]) {
                name = prefixes[depth];
            }
            switch (token) {
                case FIELD_NAME -> name = depth == 0 ? parser.currentName() : prefixes[depth] + parser.currentName();
                case START_OBJECT -> open(name + '.', false);
                case START_ARRAY -> open(name + "{}", true);
                case END_OBJECT, END_ARRAY -> {
                    if (depth == 0) {
                        return;
                    }
                    close();
                }
                case VALUE_NULL -> {}
                default -> value(name, parser.getText());
            }
        }
    }

    private void open(String prefix, boolean array) throws MalformedRecordException {
        if (prefix.length() > FieldTable.MAX_NAME) {
            throw new MalformedRecordException("expected field names of at most " + FieldTable.MAX_NAME
                    + " characters, but found one that begins " + prefix.substring(0, 40));
        }
        depth++;
        prefixes[depth] = prefix;
        arrays[depth] = array;
        dataName = null;
        dataText = null;
    }

    private void close() throws MalformedRecordException {
        String prefix = prefixes[depth];
        if (dataName != null && prefix.endsWith(".Data{}.")) {
            String parent = prefix.substring(0, prefix.length() - "Data{}.".length());
            fields.add(parent + dataName, dataText == null ? "" : dataText);
        }
        dataName = null;
        dataText = null;
        depth--;
    }

    private void value(String name, String text) throws MalformedRecordException {
        fields.add(name, text);
        String prefix = prefixes[depth];
        if (prefix.endsWith(".Data{}.")) {
            switch (name.substring(prefix.length())) {
                case "Name", "@Name" -> dataName = text;
                case "text", "#text" -> dataText = text;
                default -> {}
            }
        }
    }
}
