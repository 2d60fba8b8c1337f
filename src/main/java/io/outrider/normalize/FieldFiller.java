package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.FieldSink;
import io.outrider.cim.SharedTexts;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a {@link FieldPlan}: of a scanned event straight from its bytes where the field's way allows, by name
 * as the event gives them otherwise. Both give the same values. Not for several threads at once.
 */
public final class FieldFiller {

    private final FieldPlan plan;
    // Most values are shorter; it grows with those that are not.
    private byte[] decoded = new byte[1 << 10];
    private @Nullable FieldWays lastWays;

    private @Nullable Event event;
    // Of an event that was scanned; else null.
    private @Nullable ScannedContent content;
    private @Nullable FieldWays ways;
    private final List<String> texts = new ArrayList<>(1);
    private final FieldSink gatherer =
            (slot, utf8, from, to) -> texts.add(new String(utf8, from, to - from, StandardCharsets.UTF_8));

    FieldFiller(FieldPlan plan) {
        this.plan = plan;
    }

    /** Begins with an event, which it holds until the next one. */
    public void begin(Event next) {
        event = next;
        content = next.content() instanceof ScannedContent scanned ? scanned : null;
        ways = content == null ? null : ways(content);
    }

    /**
     * Gives the sink the values of a field of the event.
     *
     * @param slot the field's place in the plan
     * @throws IllegalStateException if no event was begun with
     */
    public void fill(int slot, FieldSink sink) {
        if (!isGone(slot, sink)) {
            addByName(slot, sink);
        }
    }

    /**
     * The value of a field of the event; {@code null} if it is absent. The same as the event's own, by name.
     *
     * @param slot the field's place in the plan
     * @throws IllegalStateException if no event was begun with
     */
    public @Nullable Value value(int slot) {
        texts.clear();
        if (!isGone(slot, gatherer)) {
            return byName(slot);
        }
        return texts.isEmpty() ? null : Value.of(texts);
    }

    /** Whether the field was read from the event's bytes. */
    private boolean isGone(int slot, FieldSink sink) {
        return content != null && ways != null && go(slot, ways.of(slot), content, sink);
    }

    /** @return whether the way could be gone to its end */
    private boolean go(int slot, FieldWay way, ScannedContent content, FieldSink sink) {
        if (way instanceof FieldWay.Member member) {
            return add(slot, member, content, sink);
        }
        if (way instanceof FieldWay.Constant constant) {
            sink.add(slot, constant.texts());
            return true;
        }
        if (way instanceof FieldWay.OfChannel ofChannel) {
            SharedTexts texts = content.ofChannel(ofChannel.field());
            if (texts != null) {
                sink.add(slot, texts);
            }
            return texts != null;
        }
        if (way instanceof FieldWay.Raw) {
            RawRecord record = content.record();
            sink.add(slot, record.bytes(), record.from(), record.to());
            return true;
        }
        return way instanceof FieldWay.Absent;
    }

    private boolean add(int slot, FieldWay.Member way, ScannedContent content, FieldSink sink) {
        ScanIndex index = content.index();
        byte[] bytes = content.record().bytes();
        int member = way.member(index, bytes);
        if (member == LayoutFields.NONE) {
            return add(slot, way.whenAbsent(), sink);
        }
        int from = index.value(member);
        int to = index.valueEnd(member);
        boolean escaped = index.isEscaped(member, bytes);
        ScanSyntax syntax = index.layout().syntax();
        long part = syntax.cut(way.cut(), bytes, from, to, escaped);
        if (part == FieldCut.DECODE) {
            to = decode(syntax, bytes, from, to);
            bytes = decoded;
            part = way.cut().apply(bytes, 0, to, false);
            escaped = false;
        }
        from = FieldCut.from(part);
        to = FieldCut.to(part);
        if (from == to) {
            return add(slot, way.whenEmpty(), sink);
        }
        if (escaped && way.cut() == FieldCut.WHOLE) {
            to = decode(syntax, bytes, from, to);
            bytes = decoded;
            from = 0;
        }
        if (way.lower()) {
            if (!lower(bytes, from, to)) {
                return false;
            }
            bytes = decoded;
            to -= from;
            from = 0;
        }
        sink.add(slot, bytes, from, to);
        return true;
    }

    private static boolean add(int slot, FieldWay.Missing missing, FieldSink sink) {
        byte[] text = missing.text();
        if (text != null) {
            sink.add(slot, text, 0, text.length);
        }
        return missing.isKnown();
    }

    /** Puts the bytes in lower case to the beginning of {@link #decoded}. @return whether they could be: ASCII all of them */
    private boolean lower(byte[] bytes, int from, int to) {
        reserve(to - from);
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b < 0) {
                return false;
            }
            decoded[i - from] = b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
        }
        return true;
    }

    private int decode(ScanSyntax syntax, byte[] bytes, int from, int to) {
        reserve(to - from);
        return syntax.decode(bytes, from, to, decoded);
    }

    private void reserve(int bytes) {
        if (decoded.length < bytes) {
            decoded = Arrays.copyOf(decoded, 2 * bytes);
        }
    }

    private void addByName(int slot, FieldSink sink) {
        Value value = byName(slot);
        if (value != null) {
            for (String text : value.texts()) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                sink.add(slot, utf8, 0, utf8.length);
            }
        }
    }

    private @Nullable Value byName(int slot) {
        if (event == null) {
            throw new IllegalStateException("expected an event to have been begun with, but there was none");
        }
        return plan.view(event).get(plan.fields().get(slot));
    }

    // Events of one layout come one behind the other.
    private FieldWays ways(ScannedContent scanned) {
        FieldWays known = lastWays;
        if (known == null || !known.areOf(plan, scanned.names(), scanned.mapping())) {
            known = scanned.names().ways(plan, scanned.mapping());
            lastWays = known;
        }
        return known;
    }
}
