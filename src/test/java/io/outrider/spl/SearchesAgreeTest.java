package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.Origin;
import io.outrider.cim.Value;
import io.outrider.detect.EngineRun;
import io.outrider.detect.Silence;
import io.outrider.rule.LookupTable;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The engine gives the rows that the plain interpreter gives, for searches that go through commands and functions one by one,
 * over made-up events of awkward values.
 */
class SearchesAgreeTest {

    private static final DataModels MODELS = DataModels.standard();
    private static final Path SEARCHES = Path.of("src/test/resources/spl/twin.spl");
    private static final Path LOOKUPS = Path.of("src/test/resources/spl/lookups");
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /** A fixed one: each run sees the same events. */
    private static final long SEED = 1;

    /** Enough that each two of the values meet in some event, few enough for one window. */
    private static final int EVENTS = 300;

    private static final List<String> WORDS = List.of(
            "5", "x", "y", "X", "abc", "Abc", "a,b,c", " x ", "x y", "a=1;b=2", "\u00e4", "%41+b", "0x1f", "1f", "");
    private static final List<String> NUMBERS =
            List.of("0", "5", "05", "-3", "1.50", "1e3", "2.5", "0.1", "17", "1772367000", "10.0.0.1", "x");
    private static final List<String> JSON = List.of(
            "{\"a\":1,\"c\":\"x\"}",
            "{\"a\":[{\"b\":1},{\"b\":\"two\"}],\"c\":null}",
            "{\"a\":{\"b\":[1,2,{\"d\":true}]},\"e\":1.50}",
            "[{\"b\":\"p\\u00e4\\n\"},{\"b\":\"q\"}]",
            "[1,[2,3],\"four\"]",
            "{\"a\": {\"b\" : 1} , \"c\":[ ]}",
            "{\"a\":\"{\\\"b\\\":1}\"}",
            "{\"a\":1",
            "{\"a\":1} x",
            "no JSON",
            "{}");
    private static final List<String> XML = List.of(
            "<r><e>1</e><e>2</e></r>",
            "<r k=\"v\"><e k=\"w\">1 &amp; 2</e><f/></r>",
            "<r>text<e>1</e>more</r>",
            "<r><e> padded </e><g><h>deep</h></g></r>",
            "<r><e>1</e>",
            "before <e>1</e> after <f a=\"b\">2</f>",
            "<r><e><![CDATA[<raw>]]></e></r>",
            "no XML");
    private static final List<String> PAIRS =
            List.of("a1=1;b1=2", "user: eve, host: h1", "x=http://y;z=1", "k-1=2;k-1=3", "=1;b=;c=\"q r\"", "none");
    private static final List<String> TIMES =
            List.of("2026-03-01 12:00:00", "2026-02-30 12:00:00", "yesterday", "2024-02-29 23:59:59");

    @Test
    void searchesGiveEqualRows() throws IOException {
        List<Event> events = events();
        ReferenceLookups lookups = new ReferenceLookups(LOOKUPS);
        Map<String, String> different = new TreeMap<>();
        List<String> silent = new ArrayList<>();
        for (String search : Files.readAllLines(SEARCHES)) {
            if (search.startsWith("#")) {
                continue;
            }
            Compilation compilation =
                    new SplCompiler(new Macros(List.of()), MODELS, name -> found(lookups.table(name))).compile(search);
            if (!(compilation instanceof Compilation.Compiled compiled)) {
                different.put(search, compilation.toString());
                continue;
            }
            Twin twin = new Twin(MODELS, lookups, rule -> tree(search));
            Rule rule = EngineRun.rule("made-up", compiled.search(), compiled.window());
            Twin.Outcome outcome = twin.compare(List.of(rule), events);
            outcome.different().values().forEach(difference -> different.put(search, difference));
            outcome.unknown().values().forEach(reason -> different.put(search, "not known: " + reason));
            if (outcome.fired() == 0) {
                silent.add(search);
            }
            Silence.of(rule, MODELS, EngineRun.window())
                    .ifPresent(reason -> different.put(search, "said to be silent: " + reason.text()));
        }
        different.forEach((search, why) -> System.out.println("different: " + search + ": " + why));
        assertThat(different).isEmpty();
        // One that gives no row shows nothing.
        assertThat(silent).isEmpty();
    }

    private static LookupSource.Answer found(ReferenceTable table) {
        Map<String, LookupTable.Matching> matching = new TreeMap<>();
        table.matchTypes().forEach((column, type) -> matching.put(column, LookupTable.Matching.valueOf(type)));
        return new LookupSource.Found(new LookupTable(
                "made-up",
                table.columns(),
                table.rows().stream()
                        .map(row -> table.columns().stream().map(row::get).toList())
                        .toList(),
                matching,
                table.caseSensitive(),
                table.minMatches(),
                table.maxMatches(),
                table.defaultMatch()));
    }

    private static Pipeline tree(String search) {
        return new PipelineParser(new MacroExpander(new Macros(List.of())).expand(search), new Problems()).parse();
    }

    private static List<Event> events() {
        Random random = new Random(SEED);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            Map<String, Value> fields = new LinkedHashMap<>();
            fields.put("n", Value.of(String.valueOf(i)));
            some(fields, "a", random, NUMBERS);
            some(fields, "b", random, WORDS);
            one(fields, "j", random, JSON);
            one(fields, "x", random, XML);
            one(fields, "k", random, PAIRS);
            one(fields, "t", random, TIMES);
            // Some share a second, so that something else must decide.
            Instant time = START.plusSeconds(random.nextInt(EVENTS));
            events.add(new Event(
                    time,
                    i + " " + fields,
                    fields,
                    Map.of(),
                    Set.of(),
                    new Origin("made-up.log", "test", i + 1, 0, 0)));
        }
        return events;
    }

    private static void one(Map<String, Value> fields, String name, Random random, List<String> values) {
        fields.put(name, Value.of(values.get(random.nextInt(values.size()))));
    }

    /** None, one or several of the values. */
    private static void some(Map<String, Value> fields, String name, Random random, List<String> values) {
        int count = Math.max(0, random.nextInt(6) - 2);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Math.max(1, count); i++) {
            texts.add(values.get(random.nextInt(values.size())));
        }
        if (random.nextInt(5) > 0) {
            fields.put(name, Value.of(texts));
        }
    }
}
