package io.outrider.normalize;

import io.outrider.cim.EventContent;
import io.outrider.cim.Origin;
import io.outrider.cim.SharedTexts;
import io.outrider.cim.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scanned event says: single fields from its bytes, all of them at once by the full path.
 *
 * <p>A field below a nested member is looked up by the full path as well.
 */
final class ScannedContent implements EventContent {

    private final SourceUnit unit;
    private final RawRecord record;
    private final ScanIndex index;
    private final ScannedShape shape;
    private final Map<String, SharedTexts> ofChannel;
    private final FullPath fullPath;
    private final @Nullable SourceMapping mapping;
    // Made once; a race makes it twice, and both are equal.
    private @Nullable Stated stated;

    /**
     * @param ofChannel by field, what {@link DefaultFields#ofChannel} says; empty if the event has no channel
     * @param mapping the one that is for the event; {@code null} if there is none
     */
    ScannedContent(
            SourceUnit unit,
            RawRecord record,
            ScanIndex index,
            ScannedShape shape,
            Map<String, SharedTexts> ofChannel,
            FullPath fullPath,
            @Nullable SourceMapping mapping) {
        this.unit = unit;
        this.record = record;
        this.index = index;
        this.shape = shape;
        this.ofChannel = ofChannel;
        this.fullPath = fullPath;
        this.mapping = mapping;
    }

    RawRecord record() {
        return record;
    }

    ScanIndex index() {
        return index;
    }

    /** What a field says that follows from the event's channel; {@code null} if it has none. */
    @Nullable
    SharedTexts ofChannel(String name) {
        return ofChannel.get(name);
    }

    ScannedShape shape() {
        return shape;
    }

    /** The one that is for the event; {@code null} if there is none. */
    @Nullable
    SourceMapping mapping() {
        return mapping;
    }

    @Override
    public String raw() {
        return record.text();
    }

    @Override
    public Origin origin() {
        return new Origin(unit.place(), shape.shape(), record.line(), record.offset(), record.length());
    }

    @Override
    public Map<String, Value> fields() {
        return stated().fields();
    }

    @Override
    public Map<String, Value> cim() {
        return stated().cim();
    }

    @Override
    public @Nullable Value field(String name) {
        if (isNested(name)) {
            return fields().get(name);
        }
        int found = NameTable.UNKNOWN;
        for (String own : shape.sources(name)) {
            int dot = own.equals(name) ? -1 : own.indexOf('.');
            found = dot < 0 ? member(own, null) : member(own.substring(dot + 1), own.substring(0, dot));
            if (found != NameTable.UNKNOWN) {
                break;
            }
        }
        if (shape.hasData()) {
            for (String prefix : shape.prefixes()) {
                int data = member(name, prefix);
                if (data != NameTable.UNKNOWN && found != NameTable.UNKNOWN) {
                    // A field of several values.
                    return fields().get(name);
                }
                found = data == NameTable.UNKNOWN ? found : data;
            }
        }
        if (found != NameTable.UNKNOWN) {
            return Value.of(index.text(found, record.bytes()));
        }
        return DefaultFields.isDerived(name) ? derived(name) : null;
    }

    private @Nullable Value derived(String name) {
        List<String> texts = fullPath.defaults().derive(name, this::first, unit.source());
        return texts.isEmpty() ? null : Value.of(texts);
    }

    /** The first text of an original field, or {@code null}. */
    @Nullable
    String first(String name) {
        Value value = field(name);
        return value == null ? null : value.texts().get(0);
    }

    @Override
    public @Nullable Value cim(String name) {
        if (mapping == null) {
            return null;
        }
        Value constant = mapping.constants().get(name);
        if (constant != null) {
            return constant;
        }
        FieldMapping line = mapping.fields().get(name);
        return line == null ? null : line.map(this::first, this::texts);
    }

    private List<String> texts(String name) {
        Value value = field(name);
        return value == null ? List.of() : value.texts();
    }

    /** Whether a field of this name may come from within a nested member, and not as one of the shape's own data. */
    private boolean isNested(String name) {
        if (!shape.mayBeDeep(name)) {
            return false;
        }
        for (int member = 0; member < index.size(); member++) {
            if (index.isNested(member)) {
                MemberName nested = index.layout().name(member);
                if (shape.sources(name).stream().anyMatch(source -> isWithin(nested, source))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isWithin(MemberName nested, String name) {
        String key = nested.bytes.toString();
        if (nested.parent == null) {
            return isWithin(key, name);
        }
        String parent = nested.parent.bytes.toString();
        return isWithin(parent + '.' + key, name) || shape.prefixes().contains(parent) && isWithin(key, name);
    }

    private static boolean isWithin(String path, String name) {
        return name.startsWith(path) && (name.startsWith(".", path.length()) || name.startsWith("{}", path.length()));
    }

    /**
     * The member of a name that has a text, or {@link NameTable#UNKNOWN}.
     *
     * @param parent of the member that it is in; {@code null} for one at the top
     */
    private int member(String name, @Nullable String parent) {
        NameBytes above = parent == null ? null : NameBytes.of(parent);
        int member = index.layout().member(NameBytes.of(name), above);
        return member != NameTable.UNKNOWN && index.hasText(member) ? member : NameTable.UNKNOWN;
    }

    private Stated stated() {
        Stated known = stated;
        if (known == null) {
            known = parse();
            stated = known;
        }
        return known;
    }

    private Stated parse() {
        try {
            String raw = raw();
            RecordParser.Parsed parsed = fullPath.parse(raw, unit.source());
            CimMapper.Mapped mapped = fullPath.map(parsed);
            return new Stated(raw, parsed.fields().toMap(), mapped.cim(), origin());
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("a scanned record is no record: " + e.getMessage(), e);
        }
    }
}
