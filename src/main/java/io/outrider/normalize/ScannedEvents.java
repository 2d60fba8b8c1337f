package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.SharedTexts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of records that were scanned, straight from their bytes: their time and their datasets, and no more.
 *
 * <p>What the names of a record mean is worked out once for each layout ({@link LayoutFields}); what they do not tell takes the
 * full path. The choices are those of {@link JsonRecords}, {@link EventTime} and {@link SourceMappings}, and an event says
 * the same whichever way it was made.
 */
final class ScannedEvents {

    // Twice the kinds of event that a busy Windows network sends; one that is pushed out is worked out again.
    private static final int ROUTES = 1024;

    private final FullPath fullPath;
    private final EventTime eventTime;
    private final @Nullable ZoneOffset fixedOffset;
    // By a hash of what decides. Races lose an entry at worst: routes are immutable, and equal ones are equally good.
    private final @Nullable Route[] routes = new Route[ROUTES];
    // Likewise: events of a kind come one behind the other.
    private @Nullable Route last;

    ScannedEvents(FullPath fullPath, EventTime eventTime) {
        this.fullPath = fullPath;
        this.eventTime = eventTime;
        this.fixedOffset = eventTime.zone().getRules().isFixedOffset()
                ? eventTime.zone().getRules().getOffset(Instant.EPOCH)
                : null;
    }

    /** The record's event, or {@code null} if it has to take the full path. */
    @Nullable
    Event event(SourceUnit unit, RawRecord record, ScanIndex index) {
        LayoutFields names = index.layout().fields(fullPath);
        String shape = names.shape();
        if (shape == null) {
            return null;
        }
        LayoutFields.Key key = names.key();
        if (key != null) {
            return windowsEvent(unit, record, index, names, shape, key);
        }
        List<String> recognisedBy = names.recognisedBy();
        return recognisedBy == null ? null : plainEvent(unit, record, index, names, shape, recognisedBy);
    }

    private @Nullable Event windowsEvent(
            SourceUnit unit,
            RawRecord record,
            ScanIndex index,
            LayoutFields names,
            String shape,
            LayoutFields.Key key) {
        byte[] bytes = record.bytes();
        Route route = route(index, bytes, key);
        ScannedContent content = new ScannedContent(
                unit, record, index, names, shape, route.ofChannel(), fullPath, null, route.mapping());
        Set<String> datasets = route.datasets();
        if (datasets == null) {
            // What the mapping is or what it gives hangs on the event's fields.
            SourceMapping mapping = SourceMappings.first(route.mappings(), content::first);
            content = new ScannedContent(unit, record, index, names, shape, route.ofChannel(), fullPath, null, mapping);
            datasets = mapping == null ? Set.of() : fullPath.mapper().datasets(mapping, content::cim);
        }
        Instant time = plain(index, bytes, names);
        time = time == null ? eventTime.of(shape, content::first) : time;
        return time == null ? null : new Event(time, datasets, content);
    }

    /** The event of an object of no shape that is known, or of a row, and without CIM names of its own. */
    private @Nullable Event plainEvent(
            SourceUnit unit,
            RawRecord record,
            ScanIndex index,
            LayoutFields names,
            String shape,
            List<String> recognisedBy) {
        SourceMappings mappings = fullPath.mapper().mappings();
        ScannedContent seen = new ScannedContent(unit, record, index, names, shape, Map.of(), fullPath, null, null);
        // As FullPath.named; what says its own sourcetype says it as a field, not as one that is derived.
        UnaryOperator<@Nullable String> own = seen::own;
        boolean[] extracts = {false};
        Recognised recognised = mappings.recognise(
                // Its text is asked for only where it is neither JSON nor a row.
                new RecordView(own, recognisedBy, "", shape),
                fullPath.defaults().said(),
                extractions -> extracts[0] |= !extractions.isEmpty());
        if (extracts[0]) {
            return null;
        }
        SourceMapping mapping = recognised == null ? mappings.find(seen::first) : recognised.mapping();
        ScannedContent content =
                new ScannedContent(unit, record, index, names, shape, Map.of(), fullPath, recognised, mapping);
        boolean isStated = recognised != null && !recognised.source().times().isEmpty();
        Instant time = isStated ? null : plain(index, record.bytes(), names);
        time = time == null ? eventTime.of(shape, recognised, own) : time;
        if (time == null) {
            return null;
        }
        Set<String> datasets = mapping == null ? Set.of() : fullPath.mapper().datasets(mapping, content::cim);
        return new Event(time, datasets, content);
    }

    /** The time that comes first, if it is written as most are; {@code null} if it takes {@link EventTime} to tell. */
    private @Nullable Instant plain(ScanIndex index, byte[] bytes, LayoutFields names) {
        int zoned = names.zonedTime();
        if (zoned >= 0) {
            return IsoTime.parse(bytes, index.value(zoned), index.valueEnd(zoned), true);
        }
        int local = names.localTime();
        int later = names.laterTime();
        if (zoned == LayoutFields.NONE && local == LayoutFields.NONE && later >= 0) {
            return IsoTime.parse(bytes, index.value(later), index.valueEnd(later), true);
        }
        if (zoned == LayoutFields.UNTOLD || local < 0 || fixedOffset == null) {
            return null;
        }
        Instant time = IsoTime.parse(bytes, index.value(local), index.valueEnd(local), false);
        return time == null ? null : time.minusSeconds(fixedOffset.getTotalSeconds());
    }

    private Route route(ScanIndex index, byte[] bytes, LayoutFields.Key key) {
        Route before = last;
        if (before != null && isOf(before, index, bytes, key)) {
            return before;
        }
        int hash = (hash(index, bytes, key.eventId()) * 31 + hash(index, bytes, key.channel())) * 31
                + hash(index, bytes, key.provider());
        int place = (hash ^ hash >>> 16) & (ROUTES - 1);
        Route route = routes[place];
        if (route == null || !isOf(route, index, bytes, key)) {
            route = workOut(index, bytes, key);
            routes[place] = route;
        }
        last = route;
        return route;
    }

    private static boolean isOf(Route route, ScanIndex index, byte[] bytes, LayoutFields.Key key) {
        return isSame(index, bytes, key.eventId(), route.eventId())
                && isSame(index, bytes, key.channel(), route.channel())
                && isSame(index, bytes, key.provider(), route.provider());
    }

    private Route workOut(ScanIndex index, byte[] bytes, LayoutFields.Key key) {
        CimMapper mapper = fullPath.mapper();
        String log = text(index, bytes, key.channel());
        String from = text(index, bytes, key.provider());
        List<SourceMapping> mappings = mapper.mappings().ofWindowsEvent(index.text(key.eventId(), bytes), log, from);
        SourceMapping mapping =
                mappings.isEmpty() || !mappings.get(0).conditions().isEmpty() ? null : mappings.get(0);
        return new Route(
                copy(index, bytes, key.eventId()),
                copy(index, bytes, key.channel()),
                copy(index, bytes, key.provider()),
                log == null ? Map.of() : ofChannel(log, index, bytes, key.channel()),
                List.copyOf(mappings),
                mapping,
                mappings.isEmpty() ? Set.of() : mapping == null ? null : mapper.always(mapping));
    }

    // The same objects for all kinds of event of a channel.
    private Map<String, SharedTexts> ofChannel(String log, ScanIndex index, byte[] bytes, int channel) {
        for (Route other : routes) {
            if (other != null && isSame(index, bytes, channel, other.channel())) {
                return other.ofChannel();
            }
        }
        return fullPath.defaults().ofChannel(log);
    }

    private static @Nullable String text(ScanIndex index, byte[] bytes, int member) {
        return member < 0 ? null : index.text(member, bytes);
    }

    private static int hash(ScanIndex index, byte[] bytes, int member) {
        return member < 0 ? 0 : Words.hash(bytes, index.value(member), index.valueEnd(member));
    }

    private static byte @Nullable [] copy(ScanIndex index, byte[] bytes, int member) {
        return member < 0 ? null : Arrays.copyOfRange(bytes, index.value(member), index.valueEnd(member));
    }

    private static boolean isSame(ScanIndex index, byte[] bytes, int member, byte @Nullable [] known) {
        if (member < 0 || known == null) {
            return member < 0 && known == null;
        }
        return Arrays.equals(bytes, index.value(member), index.valueEnd(member), known, 0, known.length);
    }

    /**
     * What three values, as written, decide of an event.
     *
     * @param ofChannel what its channel says of it, by field; empty without a channel
     * @param mappings those that may be for it
     * @param mapping the one that is, if that hangs on nothing else
     * @param datasets of which it is a member, likewise; {@code null} if that hangs on its fields
     */
    private record Route(
            byte @Nullable [] eventId,
            byte @Nullable [] channel,
            byte @Nullable [] provider,
            Map<String, SharedTexts> ofChannel,
            List<SourceMapping> mappings,
            @Nullable SourceMapping mapping,
            @Nullable Set<String> datasets) {}
}
