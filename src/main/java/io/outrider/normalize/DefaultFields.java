package io.outrider.normalize;

import io.outrider.cim.DataFile;
import io.outrider.cim.DataNode;
import io.outrider.cim.SharedTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives events their default fields, as Splunk calls those by which searches choose what they read: {@code host}, {@code
 * source} and {@code sourcetype}, and with them {@code eventtype}, as Splunk's add-ons give them. Source macros such as
 * {@code sysmon} are conditions on them. What an event has of them it keeps.
 */
final class DefaultFields {

    static final String HOST = "host";

    static final String SOURCE = "source";
    static final String SOURCETYPE = "sourcetype";
    private static final String EVENTTYPE = "eventtype";
    private static final String INDEX = "index";

    /** In the order in which they are derived: the last follows from those before it. */
    private static final List<String> NAMES = List.of(HOST, SOURCE, SOURCETYPE, EVENTTYPE);

    private static final String RESOURCE = "/io/outrider/cim/eventtypes.yaml";
    /** Where other sources name the machine, in the order of preference. */
    private static final List<String> HOSTS =
            List.of("Computer", "host.name", "hostname", "Hostname", "_HOSTNAME", "dvc");
    /** The field that is the {@link #HOST} wherever it is there and not empty. */
    static final String FIRST_HOST = HOSTS.get(0);

    /** The sourcetype of Windows events, unless their channel has another. */
    private static final String XML = "XmlWinEventLog";

    /** What Splunk calls JSON that nobody has named. */
    static final String JSON = "_json";

    /** Sourcetypes of everything: they say no more than nothing. */
    private static final Set<String> GENERIC = Set.of("", JSON, "json", "syslog", "csv");

    private static final Channel UNNAMED = new Channel("", "");

    /** As the common model calls what is missing. */
    static final String UNKNOWN = "unknown";

    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<String, List<String>> bySource = new HashMap<>();
    private final Map<String, List<String>> bySourcetype = new HashMap<>();
    private final String said;

    /** What the events of a channel have; as the file names it, an empty text where it leaves a field to the rule. */
    private record Channel(String source, String sourcetype) {}

    /** @param said the operator's word on the sourcetype of events that have none; empty if there is none */
    DefaultFields(DataNode file, String said) {
        this.said = said;
        file.allow("channels", "eventtypes");
        for (DataNode channel : file.mappings("channels")) {
            channel.allow("channel", "source", "sourcetype");
            Channel named = new Channel(channel.text("source", ""), channel.text("sourcetype", ""));
            channels.put(key(channel.text("channel")), named);
        }
        for (DataNode type : file.mappings("eventtypes")) {
            type.allow("name", "source", "sourcetype");
            String name = type.text("name");
            type.texts("source").forEach(source -> add(bySource, source, name));
            type.texts("sourcetype").forEach(sourcetype -> add(bySourcetype, sourcetype, name));
        }
    }

    static DefaultFields standard() {
        return standard("");
    }

    /** @param said the operator's word on the sourcetype of events that have none; empty if there is none */
    static DefaultFields standard(String said) {
        return new DefaultFields(DataFile.resource(RESOURCE), said);
    }

    /** The operator's word on the sourcetype; empty if there is none. */
    String said() {
        return said;
    }

    /** Whether a sourcetype tells more than that there is an event. */
    static boolean saysSomething(@Nullable String sourcetype) {
        return sourcetype != null && !GENERIC.contains(key(sourcetype));
    }

    /**
     * Adds the fields that are missing.
     *
     * @param unit the source unit's path or name: Splunk's {@code source} of what no add-on names
     * @param unnamed the {@code sourcetype} of what no add-on names
     * @param recognised the source that wrote the record; {@code null} if that is not known
     * @param peer the address of the machine that sent the event: the {@code host} of one that names none, as Splunk has it for
     *     network inputs; {@code null} if it is not known
     */
    void addTo(FieldTable fields, String unit, String unnamed, @Nullable Recognised recognised, @Nullable String peer) {
        if (recognised != null) {
            addNames(fields, recognised);
        }
        for (String name : NAMES) {
            if (!fields.has(name)) {
                List<String> texts = derive(name, fields::first, unit, unnamed, peer);
                if (!texts.isEmpty()) {
                    fields.supply(name, texts);
                }
            }
        }
    }

    private void addNames(FieldTable fields, Recognised recognised) {
        for (String name : List.of(SOURCETYPE, SOURCE, INDEX)) {
            supply(fields, name, ofSource(name, recognised));
        }
    }

    /** What a source says of its events that have no such field; empty if it says nothing. */
    private String ofSource(String name, Recognised recognised) {
        Source source = recognised.source();
        return switch (name) {
            case SOURCETYPE -> {
                String ofKind = recognised.sourcetype();
                String ofAll = said.isEmpty() ? source.sourcetype() : said;
                yield ofKind.isEmpty() ? ofAll : ofKind;
            }
            case SOURCE -> source.splunkSource();
            case INDEX -> source.index();
            default -> "";
        };
    }

    private static void supply(FieldTable fields, String name, String text) {
        if (!text.isEmpty()) {
            fields.supply(name, List.of(text));
        }
    }

    /** Whether a field of this name is derived where the event has none. */
    static boolean isDerived(String name) {
        return NAMES.contains(name) || name.equals(INDEX);
    }

    /**
     * The same as {@link #addTo} makes of a field that a scanned record has none of.
     *
     * @param fields as for {@link #derive(String, UnaryOperator, String)}
     */
    List<String> derive(
            String name,
            UnaryOperator<@Nullable String> fields,
            String unit,
            String unnamed,
            @Nullable Recognised recognised,
            @Nullable String peer) {
        String ofSource = recognised == null ? "" : ofSource(name, recognised);
        if (!ofSource.isEmpty()) {
            return List.of(ofSource);
        }
        return NAMES.contains(name) ? derive(name, fields, unit, unnamed, peer) : List.of();
    }

    /**
     * What a field says of an event that has none of this name; empty if it is absent.
     *
     * @param fields gives the first text of an original field, or {@code null}; for {@code eventtype}, {@code source} and
     *     {@code sourcetype} have to be among them, derived or not
     * @param unit as for {@link #addTo}
     * @param unnamed as for {@link #addTo}
     * @param peer as for {@link #addTo}
     */
    private List<String> derive(
            String name, UnaryOperator<@Nullable String> fields, String unit, String unnamed, @Nullable String peer) {
        return switch (name) {
            case HOST -> List.of(host(fields, peer));
            case SOURCE -> List.of(channel(fields, unit, unnamed).source());
            case SOURCETYPE -> List.of(channel(fields, unit, unnamed).sourcetype());
            default ->
                eventtypes(
                        Objects.requireNonNull(fields.apply(SOURCE)), Objects.requireNonNull(fields.apply(SOURCETYPE)));
        };
    }

    /**
     * What the derived fields other than {@link #HOST} say, each of all Windows events of a channel that have none of {@link
     * #decidedBy}.
     */
    Map<String, SharedTexts> ofChannel(String name) {
        Channel channel = channel(name);
        return Map.of(
                SOURCE, new SharedTexts(List.of(channel.source())),
                SOURCETYPE, new SharedTexts(List.of(channel.sourcetype())),
                EVENTTYPE, new SharedTexts(eventtypes(channel.source(), channel.sourcetype())));
    }

    /** The names of fields that stand in the way of {@link #ofChannel}. */
    static List<String> decidedBy(String name) {
        return name.equals(EVENTTYPE) ? List.of(EVENTTYPE, SOURCE, SOURCETYPE) : List.of(name);
    }

    /** Whether an event that has no {@link #HOST} names its machine otherwise. */
    static boolean namesHost(UnaryOperator<@Nullable String> fields) {
        return !host(fields, null).equals(UNKNOWN);
    }

    private static String host(UnaryOperator<@Nullable String> fields, @Nullable String peer) {
        for (String name : HOSTS) {
            String text = fields.apply(name);
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return peer == null ? UNKNOWN : peer;
    }

    private Channel channel(UnaryOperator<@Nullable String> fields, String unit, String unnamed) {
        String channel = fields.apply("EventID") == null ? null : fields.apply("Channel");
        return channel == null ? new Channel(unit, said.isEmpty() ? unnamed : said) : channel(channel);
    }

    private Channel channel(String name) {
        Channel named = channels.getOrDefault(key(name), UNNAMED);
        return new Channel(
                named.source().isEmpty() ? XML + ':' + name : named.source(),
                !said.isEmpty() ? said : named.sourcetype().isEmpty() ? XML : named.sourcetype());
    }

    private List<String> eventtypes(String source, String sourcetype) {
        List<String> one = bySource.getOrDefault(key(source), List.of());
        List<String> other = bySourcetype.getOrDefault(key(sourcetype), List.of());
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        List<String> both = new ArrayList<>(one);
        other.stream().filter(name -> !one.contains(name)).forEach(both::add);
        return both;
    }

    private static void add(Map<String, List<String>> index, String key, String name) {
        index.computeIfAbsent(key(key), text -> new ArrayList<>()).add(name);
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
