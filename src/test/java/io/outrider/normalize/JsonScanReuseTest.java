package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.DataModels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a scan remembers of the objects before makes it faster, not different: its slow twin is a scan that saw none. Synthetic. */
class JsonScanReuseTest {

    private static final List<String> MEMBERS = List.of(
            "'a':1",
            "'b':'x'",
            "'EventID':4688",
            "'EventIE':'as long, with another end'",
            "'SubjectUserName':'C:\\\\Users\\\\\u00e9'",
            "'SubjectUserNamf':null",
            "'a_rather_long_member_name':true",
            "'a_rather_long_nember_name':'\\u00e9\\r\\n'",
            "'':'empty name'",
            "'\u00e9':'wide name'",
            "'a.b':1",
            "'n\\n':'escaped name'",
            "'d':{'a':1,'b':'x'}",
            "'d':{'b':'x','a':{'a':[1,{'c':2}]}}",
            "'d':'no object'",
            "'e':{'a':1}",
            "'e':{'a':1,'a':2}",
            "'e':{}",
            "'f':['x',{'a':1}]");

    private static final String LINE =
            "{'EventID':1,'Image':'C:\\\\Windows\\\\cmd.exe','\u00e9':'a \u00e9\u20ac\uD83D\uDE00 b','u':'\\u00e9 \\\" \\\\',"
                    + " 'd' : {'x':[1.5e3,true,null]},\t'z':'12345678'}";

    @Property(tries = 3000)
    void objectsBeforeMakeNoDifference(@ForAll("objects") List<String> objects) {
        JsonScan scan = new JsonScan();
        for (String object : objects) {
            byte[] bytes = utf8(object);
            assertThat(texts(scan, bytes)).isEqualTo(texts(new JsonScan(), bytes));
        }
    }

    @Test
    void moreNamesAndLayoutsThanAreRememberedMakeNoDifference() {
        Random random = new Random(1);
        JsonScan scan = new JsonScan();
        for (int i = 0; i < 2000; i++) {
            List<String> members = new ArrayList<>();
            for (int j = random.nextInt(20); j >= 0; j--) {
                // Some come again, now and then twice in one object, most do not.
                members.add("'name" + random.nextInt(i % 3 == 0 ? 30 : 30_000) + "':'" + j + "'");
            }
            byte[] bytes = utf8("{" + String.join(",", members) + "}");
            assertThat(texts(scan, bytes)).isEqualTo(texts(new JsonScan(), bytes));
        }
    }

    @Test
    void objectIsIncompleteWhereverItIsCut() {
        byte[] whole = utf8(LINE);
        JsonScan seen = new JsonScan();
        assertThat(seen.scan(whole, 0, whole.length)).isEqualTo(whole.length);
        for (int length = 1; length < whole.length; length++) {
            // With nothing behind the cut, and with bytes that are not to be looked at.
            byte[] cut = Arrays.copyOf(whole, length);
            byte[] followed = Arrays.copyOf(cut, length + 20);
            Arrays.fill(followed, length, followed.length, (byte) '"');
            for (JsonScan scan : List.of(seen, new JsonScan())) {
                assertThat(scan.scan(cut, 0, length)).as("%d bytes", length).isEqualTo(JsonScan.INCOMPLETE);
                assertThat(scan.scan(followed, 0, length))
                        .as("%d bytes", length)
                        .isEqualTo(JsonScan.INCOMPLETE);
            }
        }
    }

    @Test
    void recordsAreScannedHoweverTheyAreDelivered() throws Exception {
        byte[] lines = utf8((LINE + "\n").repeat(5));
        List<RawRecord> expected = Reading.records(lines, 1 << 20, 1 << 16);
        for (int buffer = 1; buffer < 300; buffer++) {
            List<RawRecord> records = Reading.records(lines, 1 << 20, buffer);
            assertThat(records).isEqualTo(expected);
            for (RawRecord record : records) {
                ScanIndex index = record.index();
                assertThat(index).as("buffer of %d bytes", buffer).isNotNull();
                assertThat(texts(index, record.bytes()))
                        .isEqualTo(
                                texts(expected.get(0).index(), expected.get(0).bytes()));
            }
        }
    }

    @Test
    void waysAreFoundForMorePlansThanALayoutKeeps() {
        byte[] bytes = utf8(LINE);
        JsonScan scan = new JsonScan();
        scan.scan(bytes, 0, bytes.length);
        Layout layout = scan.index().layout();
        LayoutFields fields = layout.fields(new FullPath(
                new CimMapper(SourceMappings.standard(), DataModels.standard()), DefaultFields.standard()));
        List<FieldPlan> plans = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            plans.add(FieldPlan.ofEvent(List.of("absent" + i, "Image", "d.x{}", "d.x", "x")));
        }
        for (int round = 0; round < 2; round++) {
            for (FieldPlan plan : plans) {
                FieldWays ways = fields.ways(plan, null);
                assertThat(ways.areOf(plan, fields, null)).isTrue();
                assertThat(ways.of(0)).isInstanceOf(FieldWay.Absent.class);
                assertThat(((FieldWay.Member) ways.of(1)).candidates())
                        .containsExactly(new FieldWay.Candidate(1, LayoutFields.NONE));
                assertThat(ways.of(2)).isInstanceOf(FieldWay.ByName.class);
                assertThat(ways.of(3)).isInstanceOf(FieldWay.Absent.class);
                assertThat(ways.of(4)).isInstanceOf(FieldWay.Absent.class);
            }
        }
    }

    @Test
    void whatALayoutMeansIsKnownToTheNextReaderToo() {
        FullPath fullPath =
                new FullPath(new CimMapper(SourceMappings.standard(), DataModels.standard()), DefaultFields.standard());
        byte[] bytes = utf8(LINE);
        byte[] others = utf8("{\"EventID\":1,\"Image\":[\"a\"]}");
        byte[] alike = utf8("{\"EventID\":1,\"Image{}\":\"a\"}");

        LayoutFields first = layout(bytes).fields(fullPath);

        assertThat(layout(bytes)).isNotSameAs(layout(bytes));
        assertThat(layout(bytes).fields(fullPath)).isSameAs(first);
        assertThat(layout(others).fields(fullPath)).isNotSameAs(first);
        assertThat(layout(alike).fields(fullPath))
                .as("a name that looks like an array's elements")
                .isNotSameAs(layout(others).fields(fullPath));
    }

    private static Layout layout(byte[] bytes) {
        JsonScan scan = new JsonScan();
        assertThat(scan.scan(bytes, 0, bytes.length)).isPositive();
        return scan.index().layout();
    }

    /** By number and path: the text of each member that is no array; empty if the object is refused. */
    private static Map<String, String> texts(JsonScan scan, byte[] bytes) {
        int end = scan.scan(bytes, 0, bytes.length);
        Map<String, String> texts = end < 0 ? new LinkedHashMap<>() : texts(scan.index(), bytes);
        texts.put("end", Integer.toString(end));
        return texts;
    }

    private static Map<String, String> texts(ScanIndex index, byte[] bytes) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int member = 0; member < index.size(); member++) {
            MemberName name = index.layout().name(member);
            String text = name.isArray ? "array" : index.text(member, bytes);
            assertThat(texts.put(member + " " + name.path, text)).isNull();
        }
        return texts;
    }

    @Provide
    Arbitrary<List<String>> objects() {
        return Arbitraries.of(MEMBERS)
                .list()
                .ofMaxSize(8)
                .map(members -> "{" + String.join(",", members) + "}")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static byte[] utf8(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
