package io.outrider.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects, in whichever shape. */
final class JsonRecords implements RecordParser {

    /**
     * winlogbeat nests four levels deep and evtx_dump five; Elasticsearch, for which such events are made, refuses more
     * than 20 by default. 64 leaves room for three times that.
     */
    static final int MAX_DEPTH = 64;

    // Names are not interned: they are hostile, and the JVM's table of them never shrinks. Symbols that collide are no
    // reason to refuse a record either: then names are not shared, which costs a little memory.
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // A raw control character in a string says nothing wrong about the event.
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final List<JsonShape> shapes;

    /** @param shapes in the order in which they are tried; the last one takes every object */
    JsonRecords(List<JsonShape> shapes) {
        this.shapes = List.copyOf(shapes);
    }

    @Override
    public boolean accepts(String text) {
        return text.startsWith("{");
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        return named(flatten(text));
    }

    /**
     * The shape of a record with these fields, which get the names that the add-ons give them. Looks at the names of fields, never
     * at their texts.
     */
    Parsed named(FieldTable fields) throws MalformedRecordException {
        for (JsonShape shape : shapes) {
            if (shape.recognises(fields)) {
                shape.addNames(fields);
                return new Parsed(shape.name(), fields);
            }
        }
        throw new IllegalStateException("no shape takes every object");
    }

    /**
     * Adds the fields that pairs of a record name and that it does not have already. What a record has no room for stays in
     * its array only: names are hostile, and the event is none the worse.
     */
    void addPairs(List<NamedPairs> all, String text, FieldTable fields) {
        List<NamedPairs> there =
                all.stream().filter(pairs -> fields.has(pairs.name())).toList();
        // What stands before the object may be the header of whatever carried it.
        int from = text.indexOf('{');
        if (there.isEmpty() || from < 0) {
            return;
        }
        Map<String, List<String>> found;
        try (JsonParser parser = json.createParser(text.substring(from))) {
            found = new PairsReader(parser, there).read();
        } catch (JsonProcessingException e) {
            // It was read before, so that what begins here is not the object: then there are no pairs to be had.
            return;
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
        found.forEach((name, values) -> {
            if (name.length() <= FieldTable.MAX_NAME && fields.nameView().size() < FieldTable.MAX_FIELDS) {
                fields.supply(name, values);
            }
        });
    }

    private FieldTable flatten(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            new JsonFlattener(parser, fields).flattenObject();
            if (parser.nextToken() != null) {
                throw new MalformedRecordException("expected one JSON object, but found more behind it at column "
                        + parser.currentTokenLocation().getColumnNr());
            }
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(
                    "expected a JSON object, but found" + place(e.getLocation()) + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
        return fields;
    }

    /** Where a record breaks a limit Jackson does not say. */
    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + " column " + location.getColumnNr();
    }
}
