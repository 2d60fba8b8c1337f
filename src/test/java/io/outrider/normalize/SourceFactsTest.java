package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.DataFile;
import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.InvalidDataFileException;
import io.outrider.cim.Value;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that are recognised as a whole, by synthetic files and events. */
class SourceFactsTest {

    private static final String PROXY = """
            source: Proxy
            follows: synthetic
            sourcetype: acme:proxy
            splunk_source: acme
            index: web
            recognised_by:
              - {fields: [node, request.id]}
              - {where: {product: Acme*, kind: "*"}}
            time:
              - {field: start, format: epoch_ms}
              - {field: [day, hour], format: "yyyy-MM-dd HH:mm:ss", zone: Europe/Berlin}
            extract:
              - {of: message, needs: "cache=", regex: 'cache=(?<cache>[a-z]+)(?: by (?<by>\\w+))?'}
              - {of: by, regex: '^(?<initial>.)'}
            common: {constants: {vendor_product: Acme}}
            events:
              - name: Blocked
                sourcetype: acme:proxy:blocked
                where: {verdict: [deny, drop*]}
                unless: {request.kind: health}
                datasets: [Web.Proxy]
                constants: {action: blocked, signature: "{name}"}
                fields:
                  status: {of: code, absent: unknown}
                  app: {join: [a, b], with: "/"}
                  user: lower of account of who
              - name: Cached
                where: {cache: hit}
                fields: {bytes: size}
            others: true
            """;

    @Test
    void eventOfAKnownSourceHasItsNames() throws IOException {
        Event event = event("\"node\":\"n1\",\"request\":{\"id\":7}");
        assertThat(text(event.field("sourcetype"))).isEqualTo("acme:proxy");
        assertThat(text(event.field("source"))).isEqualTo("acme");
        assertThat(text(event.field("index"))).isEqualTo("web");
        assertThat(text(event.cim("vendor_product"))).isEqualTo("Acme");
    }

    @Test
    void whatTheEventHasOfThemItKeeps() throws IOException {
        Event event = event("\"sourcetype\":\"ACME:Proxy\",\"source\":\"own\",\"index\":\"main\",\"verdict\":\"deny\"");
        assertThat(text(event.field("sourcetype"))).isEqualTo("ACME:Proxy");
        assertThat(text(event.field("source"))).isEqualTo("own");
        assertThat(text(event.field("index"))).isEqualTo("main");
        assertThat(text(event.cim("vendor_product"))).isEqualTo("Acme");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"product\":\"Acme Two\",\"kind\":\"\"', Acme",
        "'\"product\":\"Other\",\"kind\":\"x\"', absent",
        "'\"product\":\"Acme\"', absent",
        "'\"node\":\"n1\"', absent",
        // Another product's name counts more than what its event looks like.
        "'\"sourcetype\":\"other:proxy\",\"node\":\"n1\",\"request\":{\"id\":7}', absent",
        // These say nothing.
        "'\"sourcetype\":\"_json\",\"node\":\"n1\",\"request\":{\"id\":7}', Acme",
        "'\"sourcetype\":\"syslog\",\"node\":\"n1\",\"request\":{\"id\":7}', Acme",
        "'\"EventID\":1,\"Channel\":\"System\",\"node\":\"n1\",\"request\":{\"id\":7}', absent"
    })
    void sourceIsRecognisedByWhatOnlyItsEventsHave(String members, String product) throws IOException {
        assertThat(text(event(members).cim("vendor_product"))).isEqualTo(product);
    }

    @Test
    void operatorsWordCountsWhereTheEventSaysNothing() throws IOException {
        assertThat(text(events("{\"a\":1}", "acme:proxy").get(0).field("sourcetype")))
                .isEqualTo("acme:proxy");
        assertThat(text(events("{\"a\":1}", "acme:proxy").get(0).cim("vendor_product")))
                .isEqualTo("Acme");
        assertThat(text(events("{\"a\":1}", "own:thing").get(0).field("sourcetype")))
                .isEqualTo("own:thing");
        assertThat(text(events("{\"sourcetype\":\"x\"}", "acme:proxy").get(0).cim("vendor_product")))
                .isEqualTo("absent");
        assertThat(text(events("{\"EventID\":1,\"Channel\":\"Security\"}", "acme:proxy")
                        .get(0)
                        .cim("vendor_product")))
                .isNotEqualTo("Acme");
    }

    @Test
    void kindMayHaveASourcetypeOfItsOwn() throws IOException {
        Event blocked = event("\"node\":\"n1\",\"request\":{\"id\":7},\"verdict\":\"DROPPED\",\"b\":\"y\",\"a\":\"x\","
                + "\"who\":\"EX\\\\Bob\"");
        assertThat(text(blocked.field("sourcetype"))).isEqualTo("acme:proxy:blocked");
        assertThat(text(blocked.cim("signature"))).isEqualTo("Blocked");
        assertThat(text(blocked.cim("status"))).isEqualTo("unknown");
        assertThat(text(blocked.cim("app"))).isEqualTo("x/y");
        assertThat(text(blocked.cim("user"))).isEqualTo("bob");
        assertThat(blocked.datasets()).contains("Web.Proxy");
    }

    @Test
    void eventsOwnSourcetypeTellsItsKind() throws IOException {
        Event other = event("\"sourcetype\":\"acme:proxy\",\"verdict\":\"deny\"");
        assertThat(text(other.cim("action"))).isEqualTo("blocked");
        Event blocked = event("\"sourcetype\":\"acme:proxy:blocked\",\"verdict\":\"deny\",\"code\":403");
        assertThat(text(blocked.cim("status"))).isEqualTo("403");
    }

    @Test
    void conditionsOfAKindMustAllHold() throws IOException {
        Event health = event("\"node\":\"n1\",\"request\":{\"id\":7,\"kind\":\"Health\"},\"verdict\":\"deny\"");
        assertThat(text(health.cim("action"))).isEqualTo("absent");
        assertThat(text(health.cim("vendor_product"))).isEqualTo("Acme");
    }

    @Test
    void textGivesFieldsByWhichKindsAreTold() throws IOException {
        Event event = event("\"node\":\"n1\",\"request\":{\"id\":7},\"message\":\"cache=hit by edge\",\"size\":5");
        assertThat(text(event.field("cache"))).isEqualTo("hit");
        assertThat(text(event.field("by"))).isEqualTo("edge");
        assertThat(text(event.field("initial"))).isEqualTo("e");
        assertThat(text(event.cim("bytes"))).isEqualTo("5");
    }

    @Test
    void whatIsExtractedReplacesNothing() throws IOException {
        Event event = event("\"node\":\"n1\",\"request\":{\"id\":7},\"message\":\"cache=hit\",\"cache\":\"own\"");
        assertThat(text(event.field("cache"))).isEqualTo("own");
        assertThat(text(event.field("by"))).isEqualTo("absent");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"start\":1704067200500', 2024-01-01T00:00:00.500Z",
        "'\"day\":\"2024-01-01\",\"hour\":\"01:00:00\"', 2024-01-01T00:00:00Z",
        // What cannot be read is looked for in the usual places.
        "'\"start\":\"soon\",\"timestamp\":\"2024-01-01T00:00:00Z\"', 2024-01-01T00:00:00Z",
        "'\"start\":99999999999999999999999', 2030-01-02T03:04:05Z"
    })
    void timeIsWhereTheFileSays(String members, String time) throws IOException {
        Event event = events("{\"node\":\"n1\",\"request\":{\"id\":7}," + members + "}", "")
                .get(0);
        assertThat(event.time()).hasToString(time);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "index: i | 3:8 | expected a sourcetype beside index",
                "sourcetype: s | 1:1 | expected events, or others: true",
                "sourcetype: s;channel: C;others: true | 3:13 | either a sourcetype or the channel",
                "sourcetype: s;recognised_by: {fields: [a]};others: true | 4:16 | at least 2 different fields",
                "sourcetype: s;recognised_by: {fields: [a], where: {a: x}};others: true | 4:16 | at least 2 different",
                "sourcetype: s;recognised_by: {fields: [a, b], text: abc};others: true | 4:16 | at least 4 characters",
                "sourcetype: s;recognised_by: {names: [a, b]};others: true | 4:17 | expected one of the keys",
                "sourcetype: s;time: {field: t, format: jjj};others: true | 4:26 | expected any, epoch",
                "sourcetype: s;time: {field: t, zone: Mars};others: true | 4:24 | expected a zone",
                "sourcetype: s;time: {format: any};others: true | 4:7 | expected the field that states the time",
                "sourcetype: s;extract: [{regex: '(x)'}];others: true | 4:19 | expected a named group",
                "sourcetype: s;extract: [{regex: '(?<a>x'}];others: true | 4:19 | expected",
                "sourcetype: s;extract: [{regex: '(?<a>x)(?=y)'}];others: true | 4:19 | without look-around",
                "sourcetype: s;events:;- name: A;  ids: [1] | 5:3 | expected conditions below where",
                "sourcetype: s;events:;- name: A;  where: {a: []} | 6:14 | expected a text of a",
                "events:;- name: A;  field: {a: b};  sourcetype: s | 6:15 | expected a sourcetype of the whole file",
                "sourcetype: s;others: true;common: {fields: {a: {join: [b]}}} | 5:29 | expected two or more source fields",
                "sourcetype: s;others: true;common: {fields: {a: {of: b, absnt: c}}} | 5:30 | expected one of the keys",
            })
    void whatIsNoSourceIsRefusedWithItsPlace(String text, String place, String message) {
        String yaml = "source: S\nfollows: F\n" + text.replace(";", "\n");
        assertThatThrownBy(() -> SourceReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageStartingWith("synthetic.yaml:" + place)
                .hasMessageContaining(message);
    }

    @Test
    void tooManyExtractionsAreRefused() {
        String yaml =
                "source: S\nfollows: F\nsourcetype: s\nothers: true\nextract:\n" + "- {regex: '(?<a>x)'}\n".repeat(201);
        assertThatThrownBy(() -> SourceReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageContaining("at most 200 extractions, but found 201");
    }

    @Test
    void ofTwoSourcesOfOneSourcetypeTheOneCountsThatHasAMappingForTheEvent() throws IOException {
        String one =
                "source: One\nfollows: F\nsourcetype: s\nevents:\n- {name: A, where: {k: a}, constants: {seen: one}}";
        String two =
                "source: Two\nfollows: F\nsourcetype: s\nevents:\n- {name: B, where: {k: b}, constants: {seen: two}}";
        List<SourceMapping> mappings = new ArrayList<>(SourceReader.read(DataFile.parse("one.yaml", one)));
        mappings.addAll(SourceReader.read(DataFile.parse("two.yaml", two)));
        SourceMappings both = new SourceMappings(mappings);
        assertThat(text(events("{\"k\":\"b\"}", "s", both).get(0).cim("seen"))).isEqualTo("two");
        assertThat(text(events("{\"k\":\"a\"}", "s", both).get(0).cim("seen"))).isEqualTo("one");
        assertThat(text(events("{\"k\":\"c\"}", "s", both).get(0).cim("seen"))).isEqualTo("absent");
    }

    private static Event event(String members) throws IOException {
        return events("{\"@timestamp\":\"2024-01-01T00:00:00Z\"," + members + "}", "")
                .get(0);
    }

    private static List<Event> events(String record, String said) throws IOException {
        return events(record, said, new SourceMappings(SourceReader.read(DataFile.parse("proxy.yaml", PROXY))));
    }

    private static List<Event> events(String record, String said, SourceMappings mappings) throws IOException {
        Normalizer normalizer = new Normalizer(
                ZoneId.of("UTC"), Clock.fixed(Reading.RECEIVED, ZoneOffset.UTC), mappings, DataModels.standard(), said);
        SourceUnit unit = new SourceUnit("unit", "synthetic");
        return normalizer
                .normalize(new RecordBatch(unit, Reading.records(record), 0))
                .events();
    }

    private static String text(@Nullable Value value) {
        return value == null ? "absent" : String.join(";", value.texts());
    }
}
