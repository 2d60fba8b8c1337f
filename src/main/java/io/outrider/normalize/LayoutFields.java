package io.outrider.normalize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the names of a layout mean: the shape of such records, and of each original field the members that are its values.
 * Usable by several threads at once.
 *
 * <p>Found by the code that names the fields of a record that is parsed whole ({@link ScanSyntax#named}), which looks at names
 * alone: it is given a table in which each field has, for a text, the number of its member.
 */
final class LayoutFields {

    /** Of what an array may hold, objects whose members have any name: stands for all of these. */
    private static final String ANY = ".?";

    private static final String ELEMENTS = "{}";

    /** There is no member. */
    static final int NONE = -1;

    /** It takes more than names to tell. */
    static final int UNTOLD = -2;

    /** Two plans for each pack of rules, and packs that are on their way in or out, of a few mappings. */
    private static final int MOST_WAYS = 8;

    private final FullPath fullPath;
    private final @Nullable String shape;
    private final Map<String, int[]> members = new HashMap<>();
    // Names that begin with one of these may be told by the elements of an array.
    private final List<String> within = new ArrayList<>(0);
    private final boolean[] arrays;
    private final boolean emptyIsNone;
    private @Nullable Key key;
    private @Nullable List<String> telling;
    private int zonedTime = NONE;
    private int localTime = NONE;
    private int laterTime = NONE;
    // Replaced as a whole. Races lose an entry at worst, and equal ones are equally good.
    private volatile FieldWays[] ways = {};

    private LayoutFields(FullPath fullPath, @Nullable String shape, boolean[] arrays, boolean emptyIsNone) {
        this.fullPath = fullPath;
        this.shape = shape;
        this.arrays = arrays;
        this.emptyIsNone = emptyIsNone;
    }

    static LayoutFields of(Layout layout, FullPath fullPath) {
        boolean[] arrays = new boolean[layout.size()];
        boolean emptyIsNone = layout.syntax().emptyIsNone();
        try {
            FieldTable numbers = new FieldTable();
            for (int member = 0; member < layout.size(); member++) {
                MemberName name = layout.name(member);
                String number = Integer.toString(member);
                arrays[member] = name.isArray;
                numbers.add(name.path, number);
                if (name.isArray) {
                    numbers.add(name.path + ANY, number);
                }
            }
            String shape = layout.syntax().named(numbers, fullPath).shape();
            LayoutFields fields = new LayoutFields(fullPath, shape, arrays, emptyIsNone);
            if (fields.add(numbers)) {
                fields.settle();
                return fields;
            }
            return new LayoutFields(fullPath, null, arrays, emptyIsNone);
        } catch (MalformedRecordException e) {
            // The record as a whole will tell.
            return new LayoutFields(fullPath, null, arrays, emptyIsNone);
        }
    }

    /** @return whether all that elements of arrays may tell has a name that says so */
    private boolean add(FieldTable numbers) {
        for (String name : numbers.names()) {
            boolean any = name.endsWith(ANY);
            if (any && !name.contains(ELEMENTS) || name.equals(ANY.substring(1))) {
                return false;
            }
            if (any) {
                within.add(name.substring(0, name.length() - ANY.length()));
            } else {
                members.put(
                        name,
                        numbers.texts(name).stream().mapToInt(Integer::parseInt).toArray());
            }
        }
        return true;
    }

    private void settle() {
        int eventId = first("EventID");
        int channel = first("Channel");
        int provider = first("Name");
        boolean told = eventId != UNTOLD && channel != UNTOLD && provider != UNTOLD;
        // As SourceMappings.find has it.
        boolean windows = eventId != NONE && (channel != NONE || provider != NONE);
        boolean json = PlainJson.SHAPE.equals(shape);
        boolean row = CsvRows.SHAPE.equals(shape);
        key = told && windows && !json && !row ? new Key(eventId, channel, provider) : null;
        telling = told && (row || json && !windows) ? telling() : null;
        for (String name : EventTime.ZONED) {
            zonedTime = zonedTime == NONE ? first(name) : zonedTime;
        }
        localTime = first(EventTime.PLAIN_LOCAL);
        for (String name : EventTime.ZONED_LATER) {
            laterTime = laterTime == NONE ? first(name) : laterTime;
        }
    }

    /** The member that is the first of the times that have a zone, likewise. */
    int zonedTime() {
        return zonedTime;
    }

    /** The member that is the time without a zone that comes behind these, likewise. */
    int localTime() {
        return localTime;
    }

    /** The member that is the first of the times that come behind it, likewise. */
    int laterTime() {
        return laterTime;
    }

    /** Names by which sources are recognised; {@code null} if it takes more than names. */
    private @Nullable List<String> telling() {
        // It may have CIM names and tags of its own.
        for (String tag : OwnNames.TAGS) {
            if (single(tag) != NONE) {
                return null;
            }
        }
        List<String> names = new ArrayList<>(2);
        for (String name : fullPath.mapper().mappings().recognisedBy()) {
            int member = first(name);
            if (member == UNTOLD) {
                return null;
            }
            if (member != NONE) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Of an object of no shape that is known, or of a row, the names by which its source may be recognised; {@code null} of others, and where
     * it takes more than names.
     */
    @Nullable
    List<String> recognisedBy() {
        return telling;
    }

    /** What tells the kind of a Windows event; {@code null} if it is none, or names do not tell. */
    @Nullable
    Key key() {
        return key;
    }

    /** The members that tell the kind of a Windows event; {@link #NONE} for one that is absent, of the last two. */
    record Key(int eventId, int channel, int provider) {}

    FullPath fullPath() {
        return fullPath;
    }

    /** The ways to the fields of a plan in such records. */
    FieldWays ways(FieldPlan plan, @Nullable SourceMapping mapping) {
        for (FieldWays one : ways) {
            if (one.areOf(plan, this, mapping)) {
                return one;
            }
        }
        FieldWays added = new FieldWays(plan, this, mapping);
        FieldWays[] known = ways;
        FieldWays[] more = Arrays.copyOf(known, Math.min(known.length + 1, MOST_WAYS));
        // The oldest goes.
        System.arraycopy(known, 0, more, 1, more.length - 1);
        more[0] = added;
        ways = more;
        return added;
    }

    /** As {@link JsonShape#name}; {@code null} if the names do not tell all fields, so that the record is to be parsed whole. */
    @Nullable
    String shape() {
        return shape;
    }

    /** The members that are the values of a field; {@code null} if no member is. */
    int @Nullable [] of(String field) {
        return members.get(field);
    }

    /** The member that is a field's only value; {@link #NONE} if the field is absent, {@link #UNTOLD} if it takes more to tell. */
    int single(String field) {
        return told(field, 1);
    }

    /** The member that is a field's first value, likewise. */
    int first(String field) {
        return told(field, Integer.MAX_VALUE);
    }

    private int told(String field, int mostValues) {
        int[] found = members.get(field);
        if (found == null) {
            return mayBeWithin(field) ? UNTOLD : NONE;
        }
        return found.length > mostValues || arrays[found[0]] ? UNTOLD : found[0];
    }

    /** As {@link ScanSyntax#emptyIsNone}: a field that has a member may be absent all the same. */
    boolean emptyIsNone() {
        return emptyIsNone;
    }

    boolean isArray(int member) {
        return arrays[member];
    }

    /** Whether a field that no member is may be told by the elements of an array. */
    boolean mayBeWithin(String field) {
        for (String array : within) {
            if (field.startsWith(array)) {
                return true;
            }
        }
        return false;
    }
}
