package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Dataset;
import io.outrider.cim.Event;
import io.outrider.cim.Fields;
import io.outrider.cim.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filler gives in bytes what its slow twin, the event asked field by field, gives as texts. */
class FieldFillerTest {

    private static final SourceUnit UNIT = new SourceUnit("unit", "synthetic");

    private static final List<String> RAW_FIELDS = List.of(
            "_raw",
            "EventID",
            "EventCode",
            "Computer",
            "Name",
            "CommandLine",
            "Image",
            "Message",
            "tags{}",
            "source",
            "sourcetype",
            "no such",
            "User",
            "Keywords",
            "user",
            "dest",
            "process_name",
            "process_id",
            "action",
            "host",
            "eventtype",
            "_time",
            "tags.x",
            "user.name",
            "event_data.Image",
            "winlog.channel",
            "Image.x",
            "Actor{}.ID",
            "a.b.c",
            "event_data.a.b.c",
            "beat.x.y",
            "beat.x{}.z",
            "winlog.event_data.Image",
            "winlog.process.thread.id",
            "winlog.keywords{}",
            "y.z{}.w",
            "Event.System.Provider.#attributes.Name",
            "Event.UserData.Wrap.a{}.b",
            "a{}.b",
            "Data");

    private final Dataset processes =
            DataModels.standard().find("Endpoint.Processes").orElseThrow();
    private final FieldPlan ofDataset = FieldPlan.ofDataset(processes, fields());
    private final FieldPlan ofEvent = FieldPlan.ofEvent(RAW_FIELDS);
    private final FieldFiller datasetFiller = ofDataset.filler();
    private final FieldFiller eventFiller = ofEvent.filler();

    @ParameterizedTest
    @ValueSource(strings = {"events/attack-range", "events/process-events.ndjson.gz"})
    void agreesOnTheCorpus(String folder) throws IOException {
        int scanned = 0;
        for (Path file : CorpusFiles.below(folder, ".gz")) {
            for (Event event : Reading.of(Inputs.open(file), ZoneOffset.UTC).events()) {
                check(event);
                scanned += event.content() instanceof ScannedContent ? 1 : 0;
            }
        }
        assertThat(scanned).isPositive();
    }

    /** Synthetic: each field that is cut or has a condition, with texts of all kinds. */
    @Property(tries = 3000)
    void agreesOnGeneratedTexts(@ForAll("texts") List<String> texts, @ForAll boolean sysmon, @ForAll boolean beat)
            throws IOException {
        List<String> names = sysmon
                ? List.of("User", "Image", "ParentImage", "CommandLine", "IntegrityLevel", "Hostname")
                : List.of(
                        "TargetUserName",
                        "SubjectUserName",
                        "NewProcessName",
                        "NewProcessId",
                        "CommandLine",
                        "Computer");
        String log = sysmon ? "Microsoft-Windows-Sysmon/Operational" : "Security";
        String id = sysmon ? "1" : "4688";
        StringBuilder json = new StringBuilder("{\"@timestamp\":\"2024-01-02T03:04:05Z\"");
        if (beat) {
            json.append(",\"event_id\":" + id + ",\"log_name\":\"" + log + "\",\"source_name\":\"s\"")
                    .append(",\"computer_name\":\"c\",\"event_data\":{\"RuleName\":\"-\"");
        } else {
            json.append(",\"EventID\":" + id + ",\"Channel\":\"" + log + "\"");
        }
        for (int i = 0; i < texts.size(); i++) {
            json.append(",\"")
                    .append(names.get(i))
                    .append("\":\"")
                    .append(texts.get(i))
                    .append('"');
        }
        List<Event> events = Reading.normalizer(ZoneOffset.UTC)
                .normalize(new RecordBatch(
                        UNIT, Reading.records(json.append(beat ? "}}" : "}").toString()), 0))
                .events();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).content()).isInstanceOf(ScannedContent.class);
        check(events.get(0));
    }

    /** The same in XML, where a reference may be to anything. */
    @Property(tries = 3000)
    void agreesOnGeneratedTextsInXml(@ForAll("xmlTexts") List<String> texts, @ForAll boolean sysmon)
            throws IOException {
        List<String> names = sysmon
                ? List.of("User", "Image", "ParentImage", "CommandLine", "IntegrityLevel", "Hostname")
                : List.of(
                        "TargetUserName",
                        "SubjectUserName",
                        "NewProcessName",
                        "NewProcessId",
                        "CommandLine",
                        "Computer");
        StringBuilder xml = new StringBuilder("<Event><System><Provider Name='p'/><EventID>")
                .append(sysmon ? "1" : "4688")
                .append("</EventID><TimeCreated SystemTime='2024-01-02T03:04:05Z'/><Channel>")
                .append(sysmon ? "Microsoft-Windows-Sysmon/Operational" : "Security")
                .append("</Channel></System><EventData>");
        for (int i = 0; i < texts.size(); i++) {
            xml.append("<Data Name='")
                    .append(names.get(i))
                    .append("'>")
                    .append(texts.get(i))
                    .append("</Data>");
        }
        List<Event> events =
                Reading.of(xml.append("</EventData></Event>").toString()).events();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).content()).isInstanceOf(ScannedContent.class);
        check(events.get(0));
    }

    /** The same in rows, where an empty value is no field. */
    @Property(tries = 3000)
    void agreesOnGeneratedTextsInRows(@ForAll("csvTexts") List<String> texts, @ForAll boolean falcon)
            throws IOException {
        List<String> names = falcon
                ? List.of("event_simpleName", "aid", "CommandLine", "ImageFileName", "UserName", "host", "tags{}")
                : List.of("EventID", "Channel", "User", "Image", "Computer", "host", "sourcetype");
        StringBuilder table =
                new StringBuilder("time,").append(String.join(",", names)).append("\n2024-01-02T03:04:05Z");
        for (int i = 0; i < names.size(); i++) {
            boolean isFirst = i == 0 && !texts.isEmpty();
            String text = i < texts.size() ? texts.get(i) : "";
            table.append(",\"")
                    .append(isFirst && falcon ? "ProcessRollup2" : isFirst ? "1" : text.replace("\"", "\"\""))
                    .append('"');
        }
        List<RawRecord> rows = new ArrayList<>();
        byte[] bytes = table.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        try (RecordReader reader = new RecordReader(
                new ByteArrayInputStream(bytes), RecordReader.DEFAULT_MAX_RECORD, InputFormat.CSV, 0)) {
            rows.add(reader.next());
        }
        List<Event> events = Reading.normalizer(ZoneOffset.UTC)
                .normalize(new RecordBatch(UNIT, rows, 0))
                .events();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).content()).isInstanceOf(ScannedContent.class);
        check(events.get(0));
    }

    @Provide
    Arbitrary<List<String>> csvTexts() {
        return Arbitraries.of("\\", "/", "SHIRE", "bob", "\"", "\n", "-", "0x1F", " ", "\u00e9", "C:", ",")
                .list()
                .ofMaxSize(5)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(7);
    }

    /** Synthetic: names with dots, members in members, and what follows from an event's channel. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'EventID':1,'Channel':'c','ts':'2024-01-02T03:04:05Z','tags':{'x':'y'},'user':{'name':'n'}}",
                "{'EventID':1,'Channel':'c','ts':'2024-01-02T03:04:05Z','tags.x':'z','tags':['a','b']}",
                "{'EventID':1,'Channel':'c','ts':'2024-01-02T03:04:05Z','tags{}':'z','Image.x':'i'}",
                "{'EventID':1,'Channel':'Security','ts':'2024-01-02T03:04:05Z','source':'own','Computer':'h'}",
                "{'EventID':1,'Channel':'Security','ts':'2024-01-02T03:04:05Z','sourcetype':'own','Hostname':'h'}",
                "{'EventID':1,'Channel':'Security','ts':'2024-01-02T03:04:05Z','eventtype':'own','host':''}",
                "{'EventID':1,'SourceName':'s','ts':'2024-01-02T03:04:05Z','host':{'name':'n'}}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','ts':'2024-01-02T03:04:05Z','event_data':{'Image':'b','source':'o'},'user':{'name':'n'}}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','ts':'2024-01-02T03:04:05Z','event_data':{'tags':{'x':1},'user.name':'n'},'keywords':['k']}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','ts':'2024-01-02T03:04:05Z','event_data':{'Actor':[{'ID':'i'}],'a':{'b':{'c':'d'}}},'keywords':['k']}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','ts':'2024-01-02T03:04:05Z','event_data':{'RuleName':'-'},'beat':{'x':{'y':1}}}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','ts':'2024-01-02T03:04:05Z','event_data':{'RuleName':'-'},'beat':{'x':[{'z':1},{'z':2}]},'a':{'b':{'c':1}}}",
                "{'@timestamp':'2024-01-02T03:04:05Z','winlog':{'event_id':1,'channel':'Microsoft-Windows-Sysmon/Operational','provider_name':'Microsoft-Windows-Sysmon','computer_name':'h','process':{'pid':4,'thread':{'id':5}},'keywords':['k','l'],'event_data':{'Image':'C:/a/b','User':'A\\\\b','x':null,'y':{'z':[1,{'w':2}]}}},'user':{'name':'n'}}",
                "{'@timestamp':'2024-01-02T03:04:05Z','winlog':{'event_id':1,'channel':'c','event_data':{'Image':'a','host':'','source':'o'}},'winlog.event_data.Image':'b','source':'p'}",
                "{'Event':{'System':{'Provider':{'#attributes':{'Name':'Microsoft-Windows-Sysmon'}},'EventID':1,'TimeCreated':{'#attributes':{'SystemTime':'2024-01-02T03:04:05Z'}},'Channel':'Microsoft-Windows-Sysmon/Operational','Computer':'h'},'EventData':{'Image':'C:/a/b','User':'A\\\\b'}}}",
                "{'Event':{'System':{'EventID':1,'Channel':'c','TimeCreated':{'SystemTime':'2024-01-02T03:04:05Z'}},'UserData':{'Wrap':{'a':[{'b':1},{'b':2}],'Image':'i'}}}}",
                "{'time':'2024-01-02T03:04:05Z','event_simpleName':'ProcessRollup2','CommandLine':'c','ImageFileName':'a/b','UserName':'A\\\\b'}",
                "{'aid':'1','timestamp':'1704164645000','event_simpleName':'ProcessRollup2','CommandLine':'c','ImageFileName':'a/b','UserName':'A\\\\b'}",
                "{'time':'2024-01-02T03:04:05Z','sourcetype':'own','tags':{'x':'y'},'a':[{'b':1}],'host':'h'}",
            })
    void agreesOnHandMadeEvents(String json) throws IOException {
        Event event = Reading.normalizer(ZoneOffset.UTC)
                .normalize(new RecordBatch(UNIT, Reading.records(json.replace('\'', '"')), 0))
                .events()
                .get(0);
        assertThat(event.content()).isInstanceOf(ScannedContent.class);
        check(event);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.of(
                        "\\\\", "/", "SHIRE", "bob", "\\u005c", "\\n", "\\\"", "\\/", "-", "0x1F", " ", "\u00e9",
                        "\\u00e9", "\\u002d", "C:")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> xmlTexts() {
        return Arbitraries.of(
                        "\\",
                        "/",
                        "SHIRE",
                        "bob",
                        "&#92;",
                        "&#x5C;",
                        "\n",
                        "&#xA;",
                        "&quot;",
                        "&amp;#92;",
                        "-",
                        "0x1F",
                        " ",
                        "\u00e9",
                        "&#233;",
                        "&#x2d;",
                        "C:",
                        "&lt;",
                        ">",
                        "\t",
                        "&#128512;")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts))
                .list()
                .ofMaxSize(6);
    }

    private void check(Event event) {
        if (event.content() instanceof ScannedContent content) {
            // Read one by one, fields are those of the whole record.
            Map<String, Value> whole = content.fields();
            RAW_FIELDS.stream()
                    .filter(field -> !field.equals(FieldPlan.RAW) && !field.equals(FieldPlan.TIME))
                    .filter(field -> !Objects.equals(content.field(field), whole.get(field)))
                    .forEach(field -> assertThat(content.field(field)).as(field).isEqualTo(whole.get(field)));
        }
        check(event, ofDataset, datasetFiller);
        check(event, ofEvent, eventFiller);
    }

    private static void check(Event event, FieldPlan plan, FieldFiller filler) {
        Map<String, List<String>> expected = new TreeMap<>();
        Fields view = plan.view(event);
        for (String field : plan.fields()) {
            Value value = view.get(field);
            if (value != null) {
                expected.put(field, value.texts());
            }
        }
        Map<String, List<String>> found = new TreeMap<>();
        filler.begin(event);
        for (int place = 0; place < plan.fields().size(); place++) {
            filler.fill(
                    place,
                    (slot, utf8, from, to) -> found.computeIfAbsent(
                                    plan.fields().get(slot), key -> new ArrayList<>())
                            .add(new String(utf8, from, to - from, StandardCharsets.UTF_8)));
        }
        if (!found.equals(expected)) {
            assertThat(found).isEqualTo(expected);
        }
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>(processes.fields());
        fields.addAll(List.of("user_domain", "_time", "no_such"));
        return fields;
    }
}
