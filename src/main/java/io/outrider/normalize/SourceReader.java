package io.outrider.normalize;

import io.outrider.cim.DataFile;
import io.outrider.cim.DataNode;
import io.outrider.cim.Value;
import io.outrider.normalize.EventMatch.FieldValue;
import io.outrider.normalize.EventMatch.OfSource;
import io.outrider.normalize.EventMatch.WindowsEvent;
import java.util.ArrayList;
import java.util.Collection;
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
            "windows_ntlm.yaml",
            "windows_applocker.yaml",
            "windows_printservice.yaml",
            "windows_wmi_activity.yaml",
            "windows_iis_configuration.yaml",
            "windows_exchange.yaml",
            "windows_other.yaml",
            "crowdstrike.yaml",
            "aws_cloudtrail.yaml",
            "linux_auditd_process.yaml",
            "linux_auditd.yaml",
            "suricata.yaml",
            "nginx.yaml",
            "web_access.yaml",
            "iis.yaml",
            "paloalto.yaml",
            "zeek.yaml",
            "splunk_stream.yaml",
            "zscaler.yaml",
            "osquery.yaml",
            "falco.yaml",
            "ad_monitoring.yaml",
            "cisco_asa.yaml",
            "cisco_ios.yaml",
            "linux_secure.yaml",
            "linux_syslog.yaml",
            "journald.yaml",
            "ivanti_vtm.yaml",
            "crushftp.yaml",
            "f5_bigip.yaml",
            "moveit.yaml",
            "windows_inventory.yaml",
            "ecs.yaml",
            "o365_management_activity.yaml",
            "azure_monitor_aad.yaml",
            "azure_audit.yaml",
            "okta.yaml",
            "google_workspace.yaml",
            "gsuite_drive.yaml",
            "gsuite_gmail.yaml",
            "gsuite_calendar.yaml",
            "google_pubsub.yaml",
            "github_webhook.yaml",
            "github_audit.yaml",
            "kubernetes_audit.yaml",
            "kubernetes_eks.yaml",
            "kubernetes_azure.yaml",
            "kubernetes_events.yaml",
            "kubernetes_ingress.yaml",
            "amazon_security_lake.yaml",
            "aws_s3_accesslogs.yaml",
            "aws_cloudfront.yaml",
            "aws_vpcflow.yaml",
            "aws_security_hub.yaml",
            "pingid.yaml",
            "circleci.yaml",
            "o365_graph.yaml",
            "crowdstrike_identities.yaml",
            "crowdstrike_streams.yaml",
            "microsoft_defender.yaml",
            "ocsf.yaml");

    /** A constant that is the event's name. */
    private static final String NAME = "{name}";

    static final String FOLDER = "/io/outrider/cim/sources/";

    private final DataNode file;
    private final String channel;
    private final String provider;
    /** {@code null} where each event is recognised by itself. */
    private final @Nullable Source source;

    private final Parts common;
    /** Those that there are; {@code null} if nobody knows yet. */
    private final @Nullable Collection<String> datasets;
    // Those that events use, each read once.
    private final Map<String, Parts> groups = new HashMap<>();

    private SourceReader(DataNode file, @Nullable Collection<String> datasets) {
        this.datasets = datasets;
        file.allow(
                "source",
                "follows",
                "channel",
                "provider",
                "sourcetype",
                "splunk_source",
                "index",
                "recognised_by",
                "time",
                "pairs",
                "extract",
                "native",
                "stated",
                "documented_in",
                "common",
                "groups",
                "events",
                "others");
        this.file = file;
        this.channel = file.text("channel", "");
        this.provider = file.text("provider", "");
        this.source = SourceFactsReader.read(file);
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
        return new SourceReader(file, null).mappings();
    }

    /**
     * @param datasets that there are
     * @throws io.outrider.cim.InvalidDataFileException if the file does not describe a source, or names another dataset
     */
    static List<SourceMapping> read(DataNode file, Collection<String> datasets) {
        return new SourceReader(file, datasets).mappings();
    }

    private List<SourceMapping> mappings() {
        String name = file.text("source");
        List<SourceMapping> mappings = new ArrayList<>();
        for (DataNode event : file.mappings("events")) {
            event.allow(
                    "name",
                    "ids",
                    "field",
                    "sourcetype",
                    "where",
                    "unless",
                    "same",
                    "native",
                    "stated",
                    "documented_in",
                    "datasets",
                    "use",
                    "constants",
                    "fields");
            Parts parts = new Parts();
            parts.add(common);
            for (String group : event.texts("use")) {
                parts.add(groups.computeIfAbsent(group, key -> group(event, key)));
            }
            parts.addOwn(event);
            String kind = event.text("name");
            readFieldsOfTheVendor(event);
            mappings.add(new SourceMapping(
                    name + ": " + kind,
                    match(event),
                    Conditions.read(event),
                    datasets(event),
                    values(parts.constants(), kind),
                    parts.fields()));
        }
        if (others()) {
            mappings.add(new SourceMapping(
                    name,
                    source == null ? new WindowsEvent(channel, provider, Set.of()) : new OfSource(source, ""),
                    List.of(),
                    Set.of(),
                    values(common.constants(), null),
                    common.fields()));
        }
        if (source != null && mappings.isEmpty()) {
            throw file.error("expected events, or others: true, in a file with a sourcetype, but found neither");
        }
        // Where its facts come from is for those who doubt them; nothing else reads it.
        file.text("follows");
        readFieldsOfTheVendor(file);
        return mappings;
    }

    // For those who count what detections find; here only so that a mistake in them is found.
    private static void readFieldsOfTheVendor(DataNode node) {
        node.texts("native");
        node.texts("stated");
        node.texts("documented_in");
    }

    private Set<String> datasets(DataNode event) {
        Set<String> named = Set.copyOf(event.texts("datasets"));
        for (String name : named) {
            if (datasets != null && !datasets.contains(name)) {
                throw event.error(
                        "datasets",
                        "expected known datasets, but found " + name + "; known are " + String.join(", ", datasets));
            }
        }
        return named;
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
        String sourcetype = event.text("sourcetype", "");
        if (source != null) {
            if (!ids.isEmpty() || event.keys().contains("field")) {
                throw event.error(
                        "expected conditions below where in a file with a sourcetype, but found ids or field");
            }
            return new OfSource(source, sourcetype);
        }
        if (!sourcetype.isEmpty()) {
            throw event.error("sourcetype", "expected a sourcetype of the whole file too, but found none");
        }
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
