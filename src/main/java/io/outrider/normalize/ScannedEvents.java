package io.outrider.normalize;

import io.outrider.cim.Event;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of records that were scanned, straight from their bytes: their time and their datasets, and no more.
 *
 * <p>Only of nxlog's shape, the one in which fields keep their names; all else takes the full path. The choices are those of
 * {@link Nxlog}, {@link EventTime} and {@link SourceMapping}, and an event says the same whichever way it was made.
 */
final class ScannedEvents {

    // Twice the kinds of event that a busy Windows network sends; one that is pushed out is worked out again.
    private static final int ROUTES = 1024;

    private static final List<String> EVENT_ID = ScannedNames.sources("EventID");
    private static final List<String> CHANNEL = ScannedNames.sources("Channel");
    private static final List<String> PROVIDER = ScannedNames.sources("Name");
    private static final List<String> RECOGNISED_PROVIDER = List.of("SourceName", "ProviderName");
    private static final List<String> ZONED = List.of("SystemTime", "TimeCreated", "@timestamp");
    private static final String LOCAL = "EventTime";

    private static final NameTable NAMES = names();
    private static final int[] EVENT_ID_NUMBERS = numbers(EVENT_ID);
    private static final int[] CHANNEL_NUMBERS = numbers(CHANNEL);
    private static final int[] PROVIDER_NUMBERS = numbers(PROVIDER);
    private static final int[] RECOGNISED_PROVIDER_NUMBERS = numbers(RECOGNISED_PROVIDER);
    private static final int[] ZONED_NUMBERS = numbers(ZONED);
    private static final int LOCAL_NUMBER = NAMES.number(LOCAL);

    private final FullPath fullPath;
    private final EventTime eventTime;
    private final @Nullable ZoneOffset fixedOffset;
    // By a hash of what decides. Races lose an entry at worst: routes are immutable, and equal ones are equally good.
    private final @Nullable Route[] routes = new Route[ROUTES];

    ScannedEvents(FullPath fullPath, EventTime eventTime) {
        this.fullPath = fullPath;
        this.eventTime = eventTime;
        this.fixedOffset = eventTime.zone().getRules().isFixedOffset()
                ? eventTime.zone().getRules().getOffset(Instant.EPOCH)
                : null;
    }

    /** Numbers of members that one record's reading needs: kept by the caller from record to record. */
    static int[] scratch() {
        return new int[NAMES.size()];
    }

    /** The record's event, or {@code null} if it has to take the full path. */
    @Nullable
    Event event(String source, RawRecord record, ScanIndex index, int[] members) {
        byte[] bytes = record.bytes();
        NAMES.find(index, bytes, members);
        int eventId = first(members, EVENT_ID_NUMBERS);
        int channel = first(members, CHANNEL_NUMBERS);
        boolean recognised = eventId >= 0 && (channel >= 0 || first(members, RECOGNISED_PROVIDER_NUMBERS) >= 0);
        if (!recognised) {
            return null;
        }
        Route route = route(index, bytes, eventId, channel, first(members, PROVIDER_NUMBERS));
        ScannedContent content = new ScannedContent(source, record, index, fullPath, route.mapping());
        Set<String> datasets = route.datasets();
        if (datasets == null) {
            // What the mapping is or what it gives hangs on the event's fields.
            SourceMapping mapping = SourceMappings.first(route.mappings(), content::first);
            content = new ScannedContent(source, record, index, fullPath, mapping);
            datasets = mapping == null ? Set.of() : fullPath.mapper().datasets(mapping, content::cim);
        }
        Instant time = time(index, bytes, members, content);
        return time == null ? null : new Event(time, datasets, content);
    }

    private @Nullable Instant time(ScanIndex index, byte[] bytes, int[] members, ScannedContent content) {
        int member = first(members, ZONED_NUMBERS);
        if (member >= 0) {
            Instant time = IsoTime.parse(bytes, index.value(member), index.valueEnd(member), true);
            return time == null ? stated(content) : time;
        }
        int local = members[LOCAL_NUMBER];
        if (local >= 0 && fixedOffset != null) {
            Instant time = IsoTime.parse(bytes, index.value(local), index.valueEnd(local), false);
            return time == null ? stated(content) : time.minusSeconds(fixedOffset.getTotalSeconds());
        }
        return stated(content);
    }

    private @Nullable Instant stated(ScannedContent content) {
        return eventTime.of(Nxlog.NAME, content::first);
    }

    private Route route(ScanIndex index, byte[] bytes, int eventId, int channel, int provider) {
        int hash = (hash(index, bytes, eventId) * 31 + hash(index, bytes, channel)) * 31 + hash(index, bytes, provider);
        int place = (hash ^ hash >>> 16) & (ROUTES - 1);
        Route known = routes[place];
        if (known != null
                && isSame(index, bytes, eventId, known.eventId())
                && isSame(index, bytes, channel, known.channel())
                && isSame(index, bytes, provider, known.provider())) {
            return known;
        }
        CimMapper mapper = fullPath.mapper();
        String log = text(index, bytes, channel);
        String from = text(index, bytes, provider);
        List<SourceMapping> mappings = log == null && from == null
                ? List.of()
                : mapper.mappings().ofWindowsEvent(index.text(eventId, bytes), log, from);
        SourceMapping mapping =
                mappings.isEmpty() || !mappings.get(0).conditions().isEmpty() ? null : mappings.get(0);
        Route route = new Route(
                copy(index, bytes, eventId),
                copy(index, bytes, channel),
                copy(index, bytes, provider),
                List.copyOf(mappings),
                mapping,
                mappings.isEmpty() ? Set.of() : mapping == null ? null : mapper.always(mapping));
        routes[place] = route;
        return route;
    }

    private static @Nullable String text(ScanIndex index, byte[] bytes, int member) {
        return member < 0 ? null : index.text(member, bytes);
    }

    private static int hash(ScanIndex index, byte[] bytes, int member) {
        return member < 0 ? 0 : JsonScan.hash(bytes, index.value(member), index.valueEnd(member));
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

    private static int first(int[] members, int[] numbers) {
        for (int number : numbers) {
            if (members[number] >= 0) {
                return members[number];
            }
        }
        return NameTable.UNKNOWN;
    }

    private static NameTable names() {
        Set<String> names = new LinkedHashSet<>();
        List.of(EVENT_ID, CHANNEL, PROVIDER, RECOGNISED_PROVIDER, ZONED).forEach(names::addAll);
        names.add(LOCAL);
        return new NameTable(List.copyOf(names));
    }

    private static int[] numbers(List<String> names) {
        return names.stream().mapToInt(NAMES::number).toArray();
    }

    /**
     * What three values, as written, decide of an event.
     *
     * @param mappings those that may be for it
     * @param mapping the one that is, if that hangs on nothing else
     * @param datasets of which it is a member, likewise; {@code null} if that hangs on its fields
     */
    private record Route(
            byte @Nullable [] eventId,
            byte @Nullable [] channel,
            byte @Nullable [] provider,
            List<SourceMapping> mappings,
            @Nullable SourceMapping mapping,
            @Nullable Set<String> datasets) {}
}
