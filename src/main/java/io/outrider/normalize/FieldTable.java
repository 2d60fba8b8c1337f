package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a record while it is parsed. A name that is added again becomes multivalue. */
final class FieldTable {

    /**
     * Four times what Elasticsearch allows in a whole index by default (1,000), so more than any beat delivers; and few
     * enough that names chosen to collide in a hash table cost nothing worth while.
     */
    static final int MAX_FIELDS = 4096;

    /** Names of real events stay below 100 characters. With {@link #MAX_FIELDS}: all names of a record take 2 Mi at most. */
    static final int MAX_NAME = 512;

    private final Map<String, Value> values = new HashMap<>(128);
    private final Map<String, List<String>> multivalue = new HashMap<>(4);

    /** Adds a value to a field. */
    void add(String name, String text) throws MalformedRecordException {
        Value earlier = values.putIfAbsent(name, Value.of(text));
        if (earlier != null) {
            multivalue
                    .computeIfAbsent(name, key -> new ArrayList<>(List.of(earlier.text())))
                    .add(text);
        } else if (values.size() > MAX_FIELDS) {
            throw new MalformedRecordException("expected at most " + MAX_FIELDS + " fields, but found more");
        } else if (name.length() > MAX_NAME) {
            throw new MalformedRecordException("expected field names of at most " + MAX_NAME
                    + " characters, but found one that begins " + name.substring(0, 40));
        }
    }

    /** Gives a field its value, whatever it had. */
    void replace(String name, String text) throws MalformedRecordException {
        values.remove(name);
        multivalue.remove(name);
        add(name, text);
    }

    /** Gives {@code alias} the values of {@code name}, if it has some and the alias has none. */
    void alias(String name, String alias) {
        Value value = values.get(name);
        if (value != null && values.putIfAbsent(alias, value) == null) {
            List<String> texts = multivalue.get(name);
            if (texts != null) {
                multivalue.put(alias, new ArrayList<>(texts));
            }
        }
    }

    /** Gives a field its texts if it has none: one of the few that the normaliser adds, which no limit is for. */
    void supply(String name, List<String> texts) {
        values.putIfAbsent(name, Value.of(texts));
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The first text of a field, or {@code null}. */
    @Nullable
    String first(String name) {
        Value value = values.get(name);
        return value == null ? null : value.texts().get(0);
    }

    /** All texts of a field; none if it is absent. */
    List<String> texts(String name) {
        List<String> texts = multivalue.get(name);
        if (texts != null) {
            return texts;
        }
        Value value = values.get(name);
        return value == null ? List.of() : value.texts();
    }

    /** The names so far; a copy, so that fields can be added on the way. */
    List<String> names() {
        return new ArrayList<>(values.keySet());
    }

    /** The names, as they are now and later. */
    Collection<String> nameView() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The fields as the event has them. */
    Map<String, Value> toMap() {
        multivalue.forEach((name, texts) -> values.put(name, Value.of(texts)));
        return values;
    }
}
