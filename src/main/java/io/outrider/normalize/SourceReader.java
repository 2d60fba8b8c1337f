package io.outrider.normalize;

import io.outrider.cim.DataFile;
import io.outrider.cim.DataNode;
import io.outrider.cim.Value;
import io.outrider.normalize.EventMatch.FieldValue;
import io.outrider.normalize.EventMatch.WindowsEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the files that say what the fields of a source mean; {@code docs/reference/data-models.md} describes them. */
final class SourceReader {

    /** In full: a native image has no folder to look into. A test compares it with the folder. */
    static final List<String> FILES = List.of(
            "sysmon.yaml",
            "sysmon_linux.yaml",
            "windows_security_process.yaml",
            "windows_security_logon.yaml",
            "windows_security_account.yaml",
            "windows_security_object.yaml",
            "windows_system.yaml",
            "windows_powershell.yaml",
            "windows_other.yaml",
            "crowdstrike.yaml",
            "linux_auditd_process.yaml");

    /** A constant that is the event's name. */
    private static final String NAME = "{name}";

    private static final String FOLDER = "/io/outrider/cim/sources/";

    private final DataNode file;
    private final String channel;
    private final String provider;
    private final Parts common;
    // Those that events use, each read once.
    private final Map<String, Parts> groups = new HashMap<>();

    private SourceReader(DataNode file) {
        file.allow("source", "follows", "channel", "provider", "common", "groups", "events", "others");
        this.file = file;
        this.channel = file.text("channel", "");
        this.provider = file.text("provider", "");
        this.common = file.mapping("common").map(Parts::read).orElseGet(Parts::new);
    }

    static List<SourceMapping> standard() {
        List<SourceMapping> mappings = new ArrayList<>();
        for (String name : FILES) {
            mappings.addAll(read(DataFile.resource(FOLDER + name)));
        }
        return mappings;
    }

    /** @throws io.outrider.cim.InvalidDataFileException if the file does not describe a source */
    static List<SourceMapping> read(DataNode file) {
        return new SourceReader(file).mappings();
    }

    private List<SourceMapping> mappings() {
        String source = file.text("source");
        List<SourceMapping> mappings = new ArrayList<>();
        for (DataNode event : file.mappings("events")) {
            event.allow("name", "ids", "field", "where", "same", "datasets", "use", "constants", "fields");
            Parts parts = new Parts();
            parts.add(common);
            for (String group : event.texts("use")) {
                parts.add(groups.computeIfAbsent(group, name -> group(event, name)));
            }
            parts.addOwn(event);
            String name = event.text("name");
            mappings.add(new SourceMapping(
                    source + ": " + name,
                    match(event),
                    conditions(event),
                    Set.copyOf(event.texts("datasets")),
                    values(parts.constants(), name),
                    parts.fields()));
        }
        if (others()) {
            mappings.add(new SourceMapping(
                    source,
                    new WindowsEvent(channel, provider, Set.of()),
                    List.of(),
                    Set.of(),
                    values(common.constants(), null),
                    common.fields()));
        }
        return mappings;
    }

    // As YAML writes truth: true, True or TRUE.
    private boolean others() {
        String others = file.text("others", "false");
        if (!others.equalsIgnoreCase("true") && !others.equalsIgnoreCase("false")) {
            throw file.error("others", "expected true or false for others, but found " + others);
        }
        return others.equalsIgnoreCase("true");
    }

    /** @param name of the event; {@code null} where there is none, so that the constants that are it are absent */
    private static Map<String, Value> values(Map<String, String> constants, @Nullable String name) {
        Map<String, Value> values = new HashMap<>();
        constants.forEach((field, text) -> {
            String said = text.equals(NAME) ? name : text;
            if (said != null) {
                values.put(field, Value.of(said));
            }
        });
        return values;
    }

    private Parts group(DataNode event, String name) {
        return file.mapping("groups")
                .flatMap(all -> all.mapping(name))
                .map(Parts::read)
                .orElseThrow(() -> event.error("use", "expected a group of this file, but found " + name));
    }

    private EventMatch match(DataNode event) {
        List<String> ids = event.texts("ids");
        if (!ids.isEmpty()
                && !(channel.isEmpty() && provider.isEmpty())
                && event.mapping("field").isEmpty()) {
            return new WindowsEvent(channel, provider, new LinkedHashSet<>(ids));
        }
        DataNode field = event.mapping("field")
                .orElseThrow(() -> event.error(
                        "expected ids of events (with the channel and provider of the source) or a field that tells the kind"
                                + " of the event, but found neither"));
        if (field.keys().size() != 1 || !ids.isEmpty()) {
            throw field.error("expected one field, and no ids beside it, but found " + field.keys());
        }
        String name = field.keys().get(0);
        return new FieldValue(name, new LinkedHashSet<>(field.texts(name)));
    }

    private static List<EventCondition> conditions(DataNode event) {
        List<EventCondition> conditions = new ArrayList<>();
        event.mapping("where")
                .ifPresent(where ->
                        where.keys().forEach(name -> conditions.add(new EventCondition.Is(name, where.texts(name)))));
        List<String> same = event.texts("same");
        if (!same.isEmpty()) {
            if (same.size() != 2) {
                throw event.error("same", "expected two fields, but found " + same);
            }
            conditions.add(new EventCondition.Same(same.get(0), same.get(1)));
        }
        return conditions;
    }

    /** What has been gathered of an event's mapping: what comes later replaces what came before. */
    private record Parts(Map<String, String> constants, Map<String, FieldMapping> fields) {

        Parts() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        /** What a mapping that has nothing else says. */
        static Parts read(DataNode node) {
            Parts parts = new Parts();
            parts.addOwn(node.allow("constants", "fields"));
            return parts;
        }

        void add(Parts later) {
            later.constants.forEach(this::add);
            later.fields.forEach(this::add);
        }

        void addOwn(DataNode node) {
            node.mapping("constants").ifPresent(texts -> texts.keys().forEach(field -> add(field, texts.text(field))));
            node.mapping("fields")
                    .ifPresent(mappings ->
                            mappings.keys().forEach(field -> add(field, FieldMappingReader.read(field, mappings))));
        }

        private void add(String field, String text) {
            constants.put(field, text);
            fields.remove(field);
        }

        private void add(String field, FieldMapping mapping) {
            fields.put(field, mapping);
            constants.remove(field);
        }
    }
}
