package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.Corpus;
import io.outrider.cim.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scanned event and its slow twin, the same record parsed whole, say the same. */
class ScannedEventsTest {

    private static final SourceUnit UNIT = new SourceUnit("unit", "synthetic");

    // Names that mappings read or that are nowhere, beside those of the event itself.
    private static final List<String> OTHER_NAMES = List.of(
            "Computer",
            "Name",
            "EventCode",
            "RecordNumber",
            "source",
            "sourcetype",
            "host",
            "eventtype",
            "user",
            "dest",
            "tags{}",
            "tags",
            "index",
            "x{}.y",
            "a.b.c.d",
            "no such");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'EventID':1,'Channel':'Security','@timestamp':'2024-01-02T03:04:05.678Z'}",
                "{'EventCode':'1','SourceName':'Microsoft-Windows-Sysmon','EventTime':'2024-01-02 03:04:05','User':'A\\\\b'}",
                "{'EventID':1,'LogName':'Microsoft-Windows-Sysmon/Operational','UtcTime':'2024-01-02 03:04:05'}",
                "{'EventID':1,'Channel':'Microsoft-Windows-Sysmon\\/Operational','SystemTime':'no','@timestamp':'2024-01-02T03:04:05Z'}",
                "{'EventID':'1','Channel':null,'ProviderName':'Microsoft-Windows-Sysmon','TimeCreated':'2024-01-02T03:04:05Z','Image':'C:/a/b'}",
                "{'EventID':4688,'Channel':'Security','EventTime':1704164645,'NewProcessId':'0x1f','SubjectUserName':'s','TargetUserName':'-'}",
                "{'EventID':4688,'Channel':'Security','EventTime':'2024-01-02T03:04:05+02:00','TargetUserName':'t','CommandLine':''}",
                "{'EventID':1,'Channel':'c','@timestamp':'2024-02-30T03:04:05Z','time':'2024-01-02T03:04:05Z','tags':['a','b']}",
                "{'EventID':1,'Channel':'c','ts':'2024-01-02T03:04:05Z','tags':{'x':{'y':1}},'tags{}':'z','tags.x.y':2,'source':'own'}",
                "{'EventID':1,'EventID':2,'Channel':'c','ts':'2024-01-02T03:04:05Z'}",
                "{'EventID':true,'Channel':false,'ts':'2024-01-02T03:04:05Z','Name':'\\u00e9','Provider':'p'}",
                "{'EventID':{'x':1},'Channel':'c','ts':'2024-01-02T03:04:05Z'}",
                "{'a':1,'@timestamp':'2024-01-02T03:04:05Z'}",
                "{'winlog.event_id':1,'winlog.channel':'c','@timestamp':'2024-01-02T03:04:05Z'}",
                "{'EventID':1,'Channel':'c'}",
                "{'event_id':1,'log_name':'Microsoft-Windows-Sysmon/Operational','source_name':'Microsoft-Windows-Sysmon','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','event_data':{'Image':'C:/a/b','User':'A\\\\b','x':null},'user':{'name':'n'},'record_number':7}",
                "{'event_id':4688,'log_name':'Security','source_name':'s','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','event_data':{'Name':'n','EventID':5,'EventCode':6,'NewProcessName':'a'},'user_data':{'NewProcessName':'b'},'level':'l'}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','event_data':{'SystemTime':'2023-01-02T03:04:05Z','TimeCreated':'x'},'keywords':['k']}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','event_data':{'@timestamp':'2023-01-02T03:04:05Z','a':{'b':[1]},'c':[2]}}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','event_data.Image':'a','event_data':{'Image':'b'}}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','event_data':'text','user_data':[{'Image':'b'}]}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','winlog':{'channel':'c'},'event_data':{'Image':'b'}}",
                "{'event_id':1,'log_name':'l','source_name':'s','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','EventCode':3,'event_data':{'Image':'b'}}",
                "{'event_id':1,'log_name':'l','computer_name':'h','@timestamp':'2024-01-02T03:04:05Z','event_data':{'Name':'b'}}",
                "{'@timestamp':'2024-01-02T03:04:05Z','winlog':{'event_id':1,'channel':'Microsoft-Windows-Sysmon/Operational','provider_name':'Microsoft-Windows-Sysmon','computer_name':'h','process':{'pid':4,'thread':{'id':5}},'keywords':['k','l'],'event_data':{'Image':'C:/a/b','User':'A\\b','x':null,'y':{'z':[1,{'w':2}]}}},'host':{'name':'n'},'message':'m'}",
                "{'@timestamp':'2024-01-02T03:04:05Z','event':{'code':4688,'provider':'p'},'winlog':{'channel':'Security','event_data':{'NewProcessName':'C:/a','SubjectUserName':'s','TargetUserName':'-','EventID':'7','SystemTime':'2023-01-02T03:04:05Z'},'user_data':{'NewProcessName':'b'}}}",
                "{'@timestamp':'2024-01-02T03:04:05Z','winlog.event_id':1,'winlog.channel':'Microsoft-Windows-Sysmon/Operational','winlog':{'event_data':{'Image':'a'}},'winlog.event_data.Image':'b'}",
                "{'@timestamp':'2024-01-02T03:04:05Z','winlog':{'event_id':[1],'channel':'c','event_data':[{'Image':'a'}]}}",
                "{'Event':{'System':{'Provider':{'#attributes':{'Name':'Microsoft-Windows-Sysmon','Guid':'g'}},'EventID':1,'TimeCreated':{'#attributes':{'SystemTime':'2024-01-02T03:04:05.678901Z'}},'Channel':'Microsoft-Windows-Sysmon/Operational','Computer':'h','Correlation':null,'Security':{'#attributes':{'UserID':'S-1-5-18'}}},'EventData':{'Image':'C:/a/b','User':'A\\b','EventID':'twice'}}}",
                "{'Event':{'System':{'Provider_attributes':{'Name':'x'},'EventID':{'#attributes':{'Qualifiers':7},'#text':4688},'TimeCreated':{'#attributes':{'SystemTime':'2024-01-02T03:04:05Z'}},'Channel':'Security'},'EventData':{'Data':['a','b']}}}",
                "{'Event':{'System':{'EventID':7045,'Channel':'System','TimeCreated':{'@SystemTime':'2024-01-02T03:04:05Z'}},'EventData':{'Data':[{'Name':'ImagePath','text':'C:/a'}]}}}",
                "{'Event':{'System':{'EventID':1,'Channel':'c','TimeCreated':{'SystemTime':'2024-01-02T03:04:05Z'}},'UserData':{'Wrap':{'a':1,'b':{'c':2}}}}}",
                "{'Event':{'System':{'EventID':1,'Channel':'c','TimeCreated':{'SystemTime':'2024-01-02T03:04:05Z'}},'UserData':{'Wrap':[{'a':1},{'a':2}]}}}",
                "{'Event':{'System':{'EventID':1,'Channel':'c','TimeCreated':{'SystemTime':'2024-01-02T03:04:05Z'}},'UserData':{'Wrap':{'a':[{'b':1},{'b':2}],'d':[]}}}}",
                "{'eventVersion':'1.08','eventTime':'2024-01-02T03:04:05Z','eventSource':'iam.amazonaws.com','eventName':'CreateUser','awsRegion':'r','recipientAccountId':'1','sourceIPAddress':'10.0.0.1','userIdentity':{'type':'IAMUser','userName':'u','arn':'arn:aws:iam::1:user/u','sessionContext':{'sessionIssuer':{'arn':'a'}}},'requestParameters':{'userName':'new','items':[{'x':1}]},'errorCode':null}",
                "{'eventVersion':'1.08','eventTime':'no time','eventSource':'s','eventName':'e','awsRegion':'r','recipientAccountId':'1','time':'2024-01-02T03:04:05Z','source':'own','index':'own'}",
                "{'eventVersion':['1'],'eventTime':'2024-01-02T03:04:05Z','eventSource':'s','eventName':'e','awsRegion':'r','recipientAccountId':'1'}",
                "{'time':'2024-01-02T03:04:05Z','sourcetype':'aws:cloudtrail','eventName':'ConsoleLogin','host':{'name':'n'}}",
                "{'time':'2024-01-02T03:04:05Z','sourcetype':['aws:cloudtrail'],'eventName':'ConsoleLogin'}",
                "{'time':'2024-01-02T03:04:05Z','tag':['web'],'url':'/x','status':'200'}",
                "{'time':'2024-01-02T03:04:05Z','tag':'web','url':'/x','status':'200'}",
                "{'time':'2024-01-02T03:04:05Z','event_simpleName':'ProcessRollup2','CommandLine':'c','ImageFileName':'a/b','UserName':'A\\b'}",
                "{'aid':'1','timestamp':'1704164645000','event_simpleName':'ProcessRollup2','CommandLine':'c','ImageFileName':'a/b','UserName':'A\\b'}",
                "{'time':'2024-01-02T03:04:05Z','EventID':1,'Name':'Microsoft-Windows-Sysmon','Image':'x'}",
                "{'time':'2024-01-02T03:04:05Z','a':{'b':{'c':{'d':'e'}}},'x':[{'y':[1,2]},{'y':3}],'hostname':'h'}",
            })
    void agreesOnHandMadeEvents(String json) throws IOException {
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("+05:30"), ZoneId.of("Europe/Berlin"))) {
            check(Reading.records(json.replace('\'', '"')), zone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"events/windows-json", "events/attack-range", "events/process-events.ndjson.gz"})
    void agreesOnTheCorpus(String folder) throws IOException {
        int scanned = 0;
        for (Path file : CorpusFiles.below(folder, ".gz")) {
            try (RecordReader reader = new RecordReader(Inputs.open(file))) {
                List<RawRecord> records = new ArrayList<>();
                for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                    records.add(record);
                    if (records.size() == 500) {
                        scanned += check(records, ZoneOffset.UTC);
                        records.clear();
                    }
                }
                scanned += check(records, ZoneOffset.UTC);
            }
        }
        assertThat(scanned).isPositive();
    }

    /** The corpus has them over several lines, which are not scanned. */
    @Test
    void agreesOnEventsOfEvtxDumpInOneLine() throws IOException {
        ObjectMapper json = new ObjectMapper();
        int scanned = 0;
        for (Path file : CorpusFiles.below("sigma/regression_data", ".json")) {
            List<RawRecord> records = new ArrayList<>();
            try (RecordReader reader = new RecordReader(Inputs.open(file))) {
                for (RawRecord record = reader.next(); record != null; record = reader.next()) {
                    String line = json.writeValueAsString(json.readTree(record.text()));
                    records.addAll(Reading.records(line));
                }
            }
            scanned += check(records, ZoneOffset.UTC);
        }
        assertThat(scanned).isPositive();
    }

    /** What the published content shows of its sources, in one line each. */
    @Test
    void agreesOnExamplesOfSources() throws IOException {
        ObjectMapper json = new ObjectMapper();
        int scanned = 0;
        for (DataSources source : DataSources.all()) {
            if (source.log() != null && source.input().startsWith("{")) {
                for (RawRecord record : Reading.records(source.input())) {
                    scanned += check(Reading.records(inOneLine(record.text(), json)), ZoneOffset.UTC);
                }
            }
        }
        assertThat(scanned).isPositive();
    }

    private static String inOneLine(String record, ObjectMapper json) {
        try {
            return json.writeValueAsString(json.readTree(record));
        } catch (JsonProcessingException e) {
            // Some examples are cut.
            return record;
        }
    }

    /** Bytes replaced, cut out or doubled at random places of real lines. */
    @Test
    void agreesOnDamagedLinesOfTheCorpus() throws IOException {
        Random random = new Random(1);
        byte[] pieces = "\"\\{}[],:01ntu\u0000\u00e9 \t\r\n".getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Inputs.open(Corpus.path("events/process-events.ndjson.gz"))) {
            for (RawRecord line : Reading.records(in.readAllBytes(), RecordReader.DEFAULT_MAX_RECORD, 1 << 16)) {
                byte[] bytes = Arrays.copyOfRange(line.bytes(), line.from(), line.to());
                int at = random.nextInt(bytes.length);
                if (random.nextBoolean()) {
                    bytes[at] = pieces[random.nextInt(pieces.length)];
                } else {
                    System.arraycopy(bytes, at, bytes, random.nextInt(at + 1), bytes.length - at);
                }
                check(Reading.records(bytes, RecordReader.DEFAULT_MAX_RECORD, 1 << 16), ZoneOffset.UTC);
            }
        }
    }

    /** @return how many records were not parsed whole */
    static int check(List<RawRecord> records, ZoneId zone) {
        List<RawRecord> slow =
                records.stream().map(ScannedEventsTest::withoutIndex).toList();
        EventBatch expected = Reading.normalizer(zone).normalize(new RecordBatch(UNIT, slow, 0));
        EventBatch found = Reading.normalizer(zone).normalize(new RecordBatch(UNIT, records, 0));
        assertThat(found.rejects()).isEqualTo(expected.rejects());
        assertThat(found.events()).hasSameSizeAs(expected.events());
        int scanned = 0;
        for (int i = 0; i < found.events().size(); i++) {
            Event event = found.events().get(i);
            if (event.content() instanceof ScannedContent) {
                scanned++;
                check(event, expected.events().get(i));
            }
        }
        return scanned;
    }

    /** The same record, of which no scan knows. */
    private static RawRecord withoutIndex(RawRecord record) {
        byte[] bytes = record.text().getBytes(StandardCharsets.UTF_8);
        return new RawRecord(
                bytes,
                0,
                bytes.length,
                record.line(),
                record.offset(),
                record.length(),
                record.fault(),
                null,
                record.columns(),
                record.peer());
    }

    private static void check(Event event, Event expected) {
        // Field by field first: the maps of a scanned event come from the full path.
        Set<String> names = new HashSet<>(expected.fields().keySet());
        names.addAll(OTHER_NAMES);
        names.addAll(expected.cim().keySet());
        for (String name : names) {
            if (!Objects.equals(event.field(name), expected.field(name))) {
                assertThat(event.field(name)).as(name).isEqualTo(expected.field(name));
            }
            if (!Objects.equals(event.cim(name), expected.cim(name))) {
                assertThat(event.cim(name)).as(name).isEqualTo(expected.cim(name));
            }
        }
        assertThat(event.equals(expected)).as("%s and %s", event, expected).isTrue();
    }
}
