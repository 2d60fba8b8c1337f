package io.outrider.normalize;

import io.outrider.cim.Event;
import io.outrider.cim.SharedTexts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of records that were scanned, straight from their bytes: their time and their datasets, and no more.
 *
 * <p>Of the shapes of {@link ScannedShape}; all else takes the full path, also what only might be of another shape. The
 * choices are those of {@link JsonRecords}, {@link EventTime} and {@link SourceMappings}, and an event says the same whichever
 * way it was made.
 */
final class ScannedEvents {

    // Twice the kinds of event that a busy Windows network sends; one that is pushed out is worked out again.
    private static final int ROUTES = 1024;

    private static final List<String> RECOGNISED_PROVIDER = List.of("SourceName", "ProviderName");
    private static final List<String> ZONED = List.of("SystemTime", "TimeCreated", "@timestamp");
    private static final String LOCAL = "EventTime";
    private static final String BEAT_COMPUTER = "computer_name";
    /** Below these lie the events of other shapes. */
    private static final List<NameBytes> OTHER_SHAPES = List.of(NameBytes.of("Event"), NameBytes.of("winlog"));

    private static final NameTable NAMES = names();
    private static final Keys NXLOG = new Keys(ScannedShape.NXLOG);
    private static final Keys WINLOGBEAT_6 = new Keys(ScannedShape.WINLOGBEAT_6);
    private static final int[] RECOGNISED_PROVIDER_NUMBERS = numbers(RECOGNISED_PROVIDER);
    private static final int[] ZONED_NUMBERS = numbers(ZONED);
    private static final int[] ZONED_DATA_NUMBERS = numbers(zonedData());
    private static final int LOCAL_NUMBER = NAMES.number(LOCAL);
    private static final int BEAT_COMPUTER_NUMBER = NAMES.number(BEAT_COMPUTER);

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
        byte[] bytes = record.bytes();
        int[] members = index.members(NAMES);
        Keys keys = keys(index, members);
        if (keys == null) {
            return null;
        }
        Route route = route(
                index,
                bytes,
                index.first(members, keys.eventId()),
                index.first(members, keys.channel()),
                index.first(members, keys.provider()));
        ScannedShape shape = keys.shape();
        ScannedContent content =
                new ScannedContent(unit, record, index, shape, route.ofChannel(), fullPath, route.mapping());
        Set<String> datasets = route.datasets();
        if (datasets == null) {
            // What the mapping is or what it gives hangs on the event's fields.
            SourceMapping mapping = SourceMappings.first(route.mappings(), content::first);
            content = new ScannedContent(unit, record, index, shape, route.ofChannel(), fullPath, mapping);
            datasets = mapping == null ? Set.of() : fullPath.mapper().datasets(mapping, content::cim);
        }
        Instant time = time(index, bytes, members, content);
        return time == null ? null : new Event(time, datasets, content);
    }

    /** The shape of the record, or {@code null} if it is none of those here for certain. */
    private static @Nullable Keys keys(ScanIndex index, int[] members) {
        int channel = index.first(members, NXLOG.channel());
        if (index.first(members, NXLOG.eventId()) >= 0) {
            return channel >= 0 || index.first(members, RECOGNISED_PROVIDER_NUMBERS) >= 0 ? NXLOG : null;
        }
        boolean beat = index.first(members, WINLOGBEAT_6.eventId()) >= 0
                && index.first(members, WINLOGBEAT_6.channel()) >= 0
                && index.first(members, WINLOGBEAT_6.provider()) >= 0
                && index.member(members, BEAT_COMPUTER_NUMBER) >= 0;
        return beat && isOfNoOtherShape(index.layout()) ? WINLOGBEAT_6 : null;
    }

    /** Whether no name at the top is that of a shape that nests, or could be that of a member of a member. */
    private static boolean isOfNoOtherShape(Layout layout) {
        for (int member = 0; member < layout.size(); member++) {
            MemberName name = layout.name(member);
            if (name.parent == null && (name.hasPath || OTHER_SHAPES.stream().anyMatch(name.bytes::isSame))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Instant time(ScanIndex index, byte[] bytes, int[] members, ScannedContent content) {
        // Data of these names makes a field of several values, or one that comes first: EventTime tells.
        boolean data = index.first(members, ZONED_DATA_NUMBERS) != NameTable.UNKNOWN;
        Instant time = data ? null : plain(index, bytes, members);
        return time == null ? eventTime.of(content.shape().shape(), content::first) : time;
    }

    /** The time that comes first, if it is written as most are; {@code null} if it takes {@link EventTime} to tell. */
    private @Nullable Instant plain(ScanIndex index, byte[] bytes, int[] members) {
        int zoned = index.first(members, ZONED_NUMBERS);
        if (zoned != NameTable.UNKNOWN) {
            return IsoTime.parse(bytes, index.value(zoned), index.valueEnd(zoned), true);
        }
        int local = index.member(members, LOCAL_NUMBER);
        if (local == NameTable.UNKNOWN || fixedOffset == null) {
            return null;
        }
        Instant time = IsoTime.parse(bytes, index.value(local), index.valueEnd(local), false);
        return time == null ? null : time.minusSeconds(fixedOffset.getTotalSeconds());
    }

    private Route route(ScanIndex index, byte[] bytes, int eventId, int channel, int provider) {
        Route before = last;
        if (before != null && isOf(before, index, bytes, eventId, channel, provider)) {
            return before;
        }
        int hash = (hash(index, bytes, eventId) * 31 + hash(index, bytes, channel)) * 31 + hash(index, bytes, provider);
        int place = (hash ^ hash >>> 16) & (ROUTES - 1);
        Route route = routes[place];
        if (route == null || !isOf(route, index, bytes, eventId, channel, provider)) {
            route = workOut(index, bytes, eventId, channel, provider);
            routes[place] = route;
        }
        last = route;
        return route;
    }

    private static boolean isOf(Route route, ScanIndex index, byte[] bytes, int eventId, int channel, int provider) {
        return isSame(index, bytes, eventId, route.eventId())
                && isSame(index, bytes, channel, route.channel())
                && isSame(index, bytes, provider, route.provider());
    }

    private Route workOut(ScanIndex index, byte[] bytes, int eventId, int channel, int provider) {
        CimMapper mapper = fullPath.mapper();
        String log = text(index, bytes, channel);
        String from = text(index, bytes, provider);
        // Both shapes have a channel or a provider.
        List<SourceMapping> mappings = mapper.mappings().ofWindowsEvent(index.text(eventId, bytes), log, from);
        SourceMapping mapping =
                mappings.isEmpty() || !mappings.get(0).conditions().isEmpty() ? null : mappings.get(0);
        return new Route(
                copy(index, bytes, eventId),
                copy(index, bytes, channel),
                copy(index, bytes, provider),
                log == null ? Map.of() : ofChannel(log, index, bytes, channel),
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

    private static NameTable names() {
        Set<String> names = new LinkedHashSet<>();
        for (ScannedShape shape : ScannedShape.values()) {
            List.of("EventID", "Channel", "Name").forEach(field -> names.addAll(shape.sources(field)));
        }
        List.of(RECOGNISED_PROVIDER, ZONED, zonedData()).forEach(names::addAll);
        names.add(LOCAL);
        names.add(BEAT_COMPUTER);
        return new NameTable(List.copyOf(names));
    }

    /** Where else the fields of {@link #ZONED} may lie. */
    private static List<String> zonedData() {
        return ZONED.stream()
                .flatMap(field -> ScannedShape.WINLOGBEAT_6.data(field).stream())
                .toList();
    }

    private static int[] numbers(List<String> names) {
        return names.stream().mapToInt(NAMES::number).toArray();
    }

    /** Numbers of the names under which a shape has what decides of an event, in the order in which they count. */
    private record Keys(ScannedShape shape, int[] eventId, int[] channel, int[] provider) {

        Keys(ScannedShape shape) {
            this(
                    shape,
                    numbers(shape.sources("EventID")),
                    numbers(shape.sources("Channel")),
                    numbers(shape.sources("Name")));
        }
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
