package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.FieldSink;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a {@link FieldPlan}: of a scanned event straight from its bytes where the field's way allows, by name
 * as the event gives them otherwise. Both give the same values. Not for several threads at once.
 */
public final class FieldFiller {

    private final FieldPlan plan;
    private int[] members = {};
    // Most values are shorter; it grows with those that are not.
    private byte[] decoded = new byte[1 << 10];
    private @Nullable ScannedShape lastShape;
    private @Nullable SourceMapping lastMapping;
    private @Nullable FieldWays lastWays;

    FieldFiller(FieldPlan plan) {
        this.plan = plan;
    }

    /**
     * Gives the sink the values of all fields of the plan.
     *
     * @param later slots that are left out, to be asked for one by one
     */
    public void fill(Event event, FieldSink sink, IntPredicate later) {
        if (event.content() instanceof ScannedContent content) {
            fill(event, content, sink, later);
        } else {
            Fields view = plan.view(event);
            for (int slot = 0; slot < plan.fields().size(); slot++) {
                if (!later.test(slot)) {
                    add(slot, view, sink);
                }
            }
        }
    }

    /** Gives the sink the values of one field. */
    public void fill(Event event, FieldSink sink, int slot) {
        boolean raw = plan.dataset() == null && plan.fields().get(slot).equals(FieldPlan.RAW);
        if (raw && event.content() instanceof ScannedContent content) {
            addRecord(slot, content.record(), sink);
        } else {
            add(slot, plan.view(event), sink);
        }
    }

    private static void addRecord(int slot, RawRecord record, FieldSink sink) {
        sink.add(slot, record.bytes(), record.from(), record.to());
    }

    private void fill(Event event, ScannedContent content, FieldSink sink, IntPredicate later) {
        FieldWays known = ways(content.shape(), content.mapping());
        if (members.length < known.names().size()) {
            members = new int[known.names().size()];
        }
        byte[] bytes = content.record().bytes();
        ScanIndex index = content.index();
        known.names().find(index, bytes, members);
        for (int number = 0; number < known.names().size(); number++) {
            if (members[number] != NameTable.UNKNOWN) {
                for (int slot : known.direct(number)) {
                    if (!later.test(slot)) {
                        fill(event, slot, known.of(slot), content, sink);
                    }
                }
            }
        }
        for (int slot : known.others()) {
            if (!later.test(slot)) {
                fill(event, slot, known.of(slot), content, sink);
            }
        }
        if (known.deep().length > 0 && !known.hasNoDepth(index, bytes)) {
            Fields view = plan.view(event);
            for (int slot : known.deep()) {
                if (!later.test(slot)) {
                    add(slot, view, sink);
                }
            }
        }
    }

    private void fill(Event event, int slot, FieldWay way, ScannedContent content, FieldSink sink) {
        if (!go(slot, way, content, sink)) {
            add(slot, plan.view(event), sink);
        }
    }

    /** @return whether the way could be gone to its end */
    private boolean go(int slot, FieldWay way, ScannedContent content, FieldSink sink) {
        if (way instanceof FieldWay.Member member) {
            return add(slot, member, content, sink);
        }
        if (way instanceof FieldWay.Constant constant) {
            sink.add(slot, constant.utf8(), 0, constant.utf8().length);
            return true;
        }
        if (way instanceof FieldWay.OfChannel ofChannel && ofChannel.follows(members)) {
            List<byte[]> texts = content.ofChannel(ofChannel.field());
            if (texts != null) {
                texts.forEach(utf8 -> sink.add(slot, utf8, 0, utf8.length));
            }
            return texts != null;
        }
        if (way instanceof FieldWay.Raw) {
            addRecord(slot, content.record(), sink);
            return true;
        }
        return false;
    }

    private boolean add(int slot, FieldWay.Member way, ScannedContent content, FieldSink sink) {
        int member = way.member(content.index(), content.record().bytes(), members);
        if (member == NameTable.UNKNOWN) {
            return way.absentIsAbsent();
        }
        if (member == FieldWay.SEVERAL) {
            return false;
        }
        ScanIndex index = content.index();
        byte[] bytes = content.record().bytes();
        int from = index.value(member);
        int to = index.valueEnd(member);
        boolean escaped = index.is(member, ScanIndex.ESCAPED);
        long part = way.cut().apply(bytes, from, to, escaped);
        if (part == FieldCut.DECODE) {
            to = decode(bytes, from, to);
            bytes = decoded;
            part = way.cut().apply(bytes, 0, to, false);
            escaped = false;
        }
        from = FieldCut.from(part);
        to = FieldCut.to(part);
        if (from == to) {
            return way.emptyIsAbsent();
        }
        if (escaped && way.cut() == FieldCut.WHOLE) {
            to = decode(bytes, from, to);
            bytes = decoded;
            from = 0;
        }
        sink.add(slot, bytes, from, to);
        return true;
    }

    private int decode(byte[] bytes, int from, int to) {
        if (decoded.length < to - from) {
            decoded = new byte[2 * (to - from)];
        }
        return JsonText.decode(bytes, from, to, decoded, 0);
    }

    private void add(int slot, Fields view, FieldSink sink) {
        Value value = view.get(plan.fields().get(slot));
        if (value != null) {
            for (String text : value.texts()) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                sink.add(slot, utf8, 0, utf8.length);
            }
        }
    }

    private FieldWays ways(ScannedShape shape, @Nullable SourceMapping mapping) {
        FieldWays known = lastWays;
        if (known == null || mapping != lastMapping || shape != lastShape) {
            known = plan.ways(shape, mapping);
            lastShape = shape;
            lastMapping = mapping;
            lastWays = known;
        }
        return known;
    }
}
