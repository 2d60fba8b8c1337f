package io.outrider.normalize;

import io.outrider.cim.EventContent;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import java.util.ArrayList;
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
    private final List<SourceMapping> mappings;
    private final FullPath fullPath;
    // Made once; a race makes it twice, and both are equal.
    private @Nullable Stated stated;

    /** @param mappings those that apply to the event */
    ScannedContent(String source, RawRecord record, ScanIndex index, List<SourceMapping> mappings, FullPath fullPath) {
        this.source = source;
        this.record = record;
        this.index = index;
        this.mappings = mappings;
        this.fullPath = fullPath;
    }

    RawRecord record() {
        return record;
    }

    ScanIndex index() {
        return index;
    }

    /** Those that apply to the event: the same list for the same mappings. */
    List<SourceMapping> mappings() {
        return mappings;
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
        return WindowsNames.isDerived(name) ? derived(name) : null;
    }

    private @Nullable Value derived(String name) {
        String channel = first("Channel");
        return channel == null ? null : Value.of(WindowsNames.derive(name, channel));
    }

    /** The first text of an original field, or {@code null}. */
    @Nullable
    String first(String name) {
        Value value = field(name);
        return value == null ? null : value.texts().get(0);
    }

    @Override
    public @Nullable Value cim(String name) {
        // What a later mapping gives counts, and in one mapping what a later line gives.
        for (int i = mappings.size() - 1; i >= 0; i--) {
            SourceMapping mapping = mappings.get(i);
            Value value = cim(mapping.fields(), name);
            if (value != null) {
                return value;
            }
            String constant = mapping.constants().get(name);
            if (constant != null) {
                return Value.of(constant);
            }
        }
        return null;
    }

    private @Nullable Value cim(List<FieldMapping> lines, String name) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Value value = lines.get(i).field().equals(name) ? cim(lines.get(i)) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Value cim(FieldMapping line) {
        for (FieldMapping.Candidate candidate : line.candidates()) {
            if (candidate.given() == null || FieldMapping.isThere(first(candidate.given()))) {
                Value value = field(candidate.source());
                return value == null ? null : map(value, line.transform());
            }
        }
        return null;
    }

    private static @Nullable Value map(Value value, Transform transform) {
        List<String> texts = new ArrayList<>(1);
        for (String text : value.texts()) {
            String mapped = transform.apply(text);
            if (!mapped.isEmpty()) {
                texts.add(mapped);
            }
        }
        return texts.isEmpty() ? null : Value.of(texts);
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
        byte[] key = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
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
            RecordParser.Parsed parsed = fullPath.parse(raw);
            CimMapper.Mapped mapped = fullPath.map(parsed.fields());
            return new Stated(raw, parsed.fields().toMap(), mapped.cim(), origin());
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("a scanned record is no record: " + e.getMessage(), e);
        }
    }
}
