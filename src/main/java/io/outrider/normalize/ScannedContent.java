package io.outrider.normalize;

import io.outrider.cim.EventContent;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scanned event says: single fields from its bytes, all of them at once by the full path.
 *
 * <p>A field below a nested member is looked up by the full path as well.
 */
final class ScannedContent implements EventContent {

    private final String source;
    private final RawRecord record;
    private final ScanIndex index;
    private final FullPath fullPath;
    private final @Nullable SourceMapping mapping;
    // Made once; a race makes it twice, and both are equal.
    private @Nullable Stated stated;

    /** @param mapping the one that is for the event; {@code null} if there is none */
    ScannedContent(
            String source, RawRecord record, ScanIndex index, FullPath fullPath, @Nullable SourceMapping mapping) {
        this.source = source;
        this.record = record;
        this.index = index;
        this.fullPath = fullPath;
        this.mapping = mapping;
    }

    RawRecord record() {
        return record;
    }

    ScanIndex index() {
        return index;
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
        return new Origin(source, Nxlog.NAME, record.line(), record.offset(), record.length());
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
        for (String own : ScannedNames.sources(name)) {
            int member = member(own);
            if (member != NameTable.UNKNOWN) {
                return Value.of(index.text(member, record.bytes()));
            }
        }
        return EventNames.isDerived(name) ? derived(name) : null;
    }

    private @Nullable Value derived(String name) {
        List<String> texts = fullPath.names().derive(name, this::first, source);
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
        String constant = mapping.constants().get(name);
        if (constant != null) {
            return Value.of(constant);
        }
        FieldMapping line = mapping.fields().get(name);
        return line == null ? null : line.map(this::first, this::texts);
    }

    private List<String> texts(String name) {
        Value value = field(name);
        return value == null ? List.of() : value.texts();
    }

    /** Whether a field of this name may come from within a nested member. */
    private boolean isNested(String name) {
        if (name.indexOf('.') < 0 && name.indexOf('{') < 0) {
            return false;
        }
        byte[] bytes = record.bytes();
        for (int member = index.begin(); member < index.end(); member += ScanIndex.STRIDE) {
            if (index.is(member, ScanIndex.NESTED)) {
                String key = index.name(member, bytes);
                if (name.startsWith(key + '.') || name.startsWith(key + "{}")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The member of a name that has a text, or {@link NameTable#UNKNOWN}. */
    private int member(String name) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        int hash = JsonScan.hash(key, 0, key.length);
        for (int member = index.begin(); member < index.end(); member += ScanIndex.STRIDE) {
            if (index.hash(member) == hash && index.isNamed(member, record.bytes(), key)) {
                return index.is(member, ScanIndex.TEXT | ScanIndex.LITERAL) ? member : NameTable.UNKNOWN;
            }
        }
        return NameTable.UNKNOWN;
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
            RecordParser.Parsed parsed = fullPath.parse(raw, source);
            CimMapper.Mapped mapped = fullPath.map(parsed);
            return new Stated(raw, parsed.fields().toMap(), mapped.cim(), origin());
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("a scanned record is no record: " + e.getMessage(), e);
        }
    }
}
