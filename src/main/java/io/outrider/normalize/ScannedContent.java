package io.outrider.normalize;

import io.outrider.cim.EventContent;
import io.outrider.cim.Origin;
import io.outrider.cim.SharedTexts;
import io.outrider.cim.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scanned event says: single fields from its bytes, all of them at once by the full path.
 *
 * <p>A field that elements of an array may tell is looked up by the full path as well.
 */
final class ScannedContent implements EventContent {

    private final SourceUnit unit;
    private final RawRecord record;
    private final ScanIndex index;
    private final LayoutFields names;
    private final String shape;
    private final Map<String, SharedTexts> ofChannel;
    private final FullPath fullPath;
    private final @Nullable Recognised recognised;
    private final @Nullable SourceMapping mapping;
    // Made once; a race makes it twice, and both are equal.
    private @Nullable Stated stated;

    /**
     * @param names what those of its layout mean
     * @param shape as {@link LayoutFields#shape} of them
     * @param ofChannel by field, what {@link DefaultFields#ofChannel} says; empty if the event has no channel
     * @param recognised the source that wrote the record, if it is known as a whole; else {@code null}
     * @param mapping the one that is for the event; {@code null} if there is none
     */
    ScannedContent(
            SourceUnit unit,
            RawRecord record,
            ScanIndex index,
            LayoutFields names,
            String shape,
            Map<String, SharedTexts> ofChannel,
            FullPath fullPath,
            @Nullable Recognised recognised,
            @Nullable SourceMapping mapping) {
        this.unit = unit;
        this.record = record;
        this.index = index;
        this.names = names;
        this.shape = shape;
        this.ofChannel = ofChannel;
        this.fullPath = fullPath;
        this.recognised = recognised;
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

    /** What the names of its layout mean. */
    LayoutFields names() {
        return names;
    }

    /** As {@link Origin#shape}. */
    String shape() {
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
        return new Origin(unit.place(), shape, record.line(), record.offset(), record.length());
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
        int[] members = names.of(name);
        if (members == null && names.mayBeWithin(name)) {
            return fields().get(name);
        }
        if (members == null || members.length == 1 && index.isNone(members[0])) {
            return DefaultFields.isDerived(name) ? derived(name) : null;
        }
        if (members.length == 1) {
            int only = members[0];
            return names.isArray(only) ? fields().get(name) : Value.of(index.text(only, record.bytes()));
        }
        List<String> texts = new ArrayList<>(members.length);
        for (int member : members) {
            if (names.isArray(member)) {
                return fields().get(name);
            }
            texts.add(index.text(member, record.bytes()));
        }
        return Value.of(texts);
    }

    private @Nullable Value derived(String name) {
        List<String> texts = fullPath.defaults()
                .derive(name, this::first, unit.source(), FullPath.unnamed(shape), recognised, record.peer());
        return texts.isEmpty() ? null : Value.of(texts);
    }

    /** The first text of an original field, or {@code null}. */
    @Nullable
    String first(String name) {
        Value value = field(name);
        return value == null ? null : value.texts().get(0);
    }

    /** The same of a field that the record has itself, not derived from others. */
    @Nullable
    String own(String name) {
        int[] members = names.of(name);
        boolean isThere = members == null ? names.mayBeWithin(name) : members.length > 1 || !index.isNone(members[0]);
        return isThere ? first(name) : null;
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
            RecordParser.Parsed parsed = fullPath.parse(record, raw, unit.source());
            CimMapper.Mapped mapped = fullPath.map(parsed);
            return new Stated(raw, parsed.fields().toMap(), mapped.cim(), origin());
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("a scanned record is no record: " + e.getMessage(), e);
        }
    }
}
