package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** {@link JsonScan} accepts nothing that its slow twin, Jackson under {@link JsonRecords}, reads otherwise. Synthetic. */
class JsonScanAgreementTest {

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "c",
            "d",
            "EventID",
            "SubjectUserName",
            "a_rather_long_member_name",
            "a_rather_long_nember_name",
            "");

    private static final List<String> ODD_NAMES = List.of("a.b", "a{}", "Data", "\u00e9", "\\u0061", "x\\ny", "a");

    private static final List<String> VALUES = List.of(
            "1",
            "-1",
            "0",
            "1.5",
            "1e5",
            "1E-5",
            "-0",
            "true",
            "false",
            "null",
            "\"\"",
            "\"text\"",
            "\"a longer text, of more than eight bytes\"",
            "\"C:\\\\Windows\\\\x.exe\"",
            "\"a\\r\\n\\tb\\\"c\\/\\b\\f\"",
            "\"\\u00e9\\u0000\\u20ac\"",
            "\"\u00e9\u20ac\uD83D\uDE00\"",
            "\"\u007f\"",
            "{}",
            "[]",
            "[1,\"x\",null]",
            "{\"b\":1}",
            "{\"b\":{\"c\":[[[1]]]}}",
            "{\"b\":{\"c\":{\"d\":\"deep\",\"a\":null,\"e\":[]}},\"a\":true}");

    private static final List<String> ODD_VALUES = List.of(
            "01",
            "1.",
            ".5",
            "1e",
            "-",
            "+1",
            "nul",
            "tru",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"raw\ttab\"",
            "{\"Data\":[{\"Name\":\"n\",\"text\":\"t\"}]}",
            "[1,]",
            "{\"b\":}",
            "[",
            "{",
            "\"",
            "1 2",
            "NaN");

    private final JsonScan scan = new JsonScan();
    private final Set<String> arrays = new HashSet<>();
    private int accepted;
    private final RecordParser slow = new JsonRecords(List.of(new PlainJson()));

    @Property(tries = 5_000)
    void whatIsAcceptedJacksonReadsTheSame(@ForAll("objects") String object) {
        check(object.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 5_000)
    void damagedObjectsAreReadTheSameOrRefused(
            @ForAll("objects") String object, @ForAll @IntRange(min = 0, max = 400) int at, @ForAll byte replaced) {
        byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
        bytes[at % bytes.length] = replaced;
        check(bytes);
        check(Arrays.copyOf(bytes, at % bytes.length));
    }

    /** Also with other bytes before and behind, as in the reader's window. */
    @Property(tries = 2_000)
    void bytesAroundTheObjectAreNotLookedAt(@ForAll("objects") String object, @ForAll @IntRange(max = 20) int around) {
        byte[] bytes = object.getBytes(StandardCharsets.UTF_8);
        byte[] wider = new byte[bytes.length + 2 * around];
        Arrays.fill(wider, (byte) '"');
        System.arraycopy(bytes, 0, wider, around, bytes.length);
        int alone = scan.scan(bytes, 0, bytes.length);
        Map<String, List<String>> texts = alone < 0 ? Map.of() : texts(bytes);
        int within = scan.scan(wider, around, around + bytes.length);
        assertThat(within).isEqualTo(alone < 0 ? alone : alone + around);
        assertThat(within < 0 ? Map.of() : texts(wider)).isEqualTo(texts);
    }

    /** The properties above would hold for a scan that refuses everything. */
    @Property(tries = 1)
    void mostObjectsAreAccepted() {
        // Drawn one by one: a list may be drawn as a thousand times one edge case.
        objects().sampleStream().limit(1000).forEach(object -> check(object.getBytes(StandardCharsets.UTF_8)));
        assertThat(accepted).isGreaterThan(300);
    }

    private void check(byte[] bytes) {
        int end = bytes.length > 0 && bytes[0] == '{' ? scan.scan(bytes, 0, bytes.length) : JsonScan.REFUSED;
        accepted += end >= 0 ? 1 : 0;
        if (end < 0) {
            return;
        }
        assertThat(Utf8.isValid(bytes, 0, end)).isTrue();
        Map<String, List<String>> expected = new HashMap<>();
        try {
            slow.parse(new String(bytes, 0, end, StandardCharsets.UTF_8))
                    .fields()
                    .toMap()
                    .forEach((name, value) -> expected.put(name, value.texts()));
        } catch (MalformedRecordException e) {
            throw new AssertionError("accepted, but Jackson refuses it: " + e.getMessage(), e);
        }
        // What elements of arrays tell is looked up by the full path, so the index need not have it.
        Map<String, List<String>> texts = texts(bytes);
        expected.keySet().removeIf(this::isWithinArray);
        assertThat(texts).isEqualTo(expected);
    }

    private boolean isWithinArray(String name) {
        return arrays.stream().anyMatch(name::startsWith);
    }

    private Map<String, List<String>> texts(byte[] bytes) {
        Map<String, List<String>> texts = new HashMap<>();
        ScanIndex index = scan.index();
        arrays.clear();
        for (int member = 0; member < index.size(); member++) {
            MemberName name = index.layout().name(member);
            if (name.isArray) {
                arrays.add(name.path);
            } else {
                texts.computeIfAbsent(name.path, path -> new ArrayList<>()).add(index.text(member, bytes));
            }
        }
        texts.keySet().removeIf(this::isWithinArray);
        return texts;
    }

    @Provide
    Arbitrary<String> objects() {
        Arbitrary<String> blank = Arbitraries.frequency(
                Tuple.of(20, ""), Tuple.of(4, " "), Tuple.of(4, "\t"), Tuple.of(1, "\u00a0"), Tuple.of(1, "\u000b"));
        Arbitrary<String> names =
                Arbitraries.frequencyOf(Tuple.of(15, Arbitraries.of(NAMES)), Tuple.of(1, Arbitraries.of(ODD_NAMES)));
        Arbitrary<String> values =
                Arbitraries.frequencyOf(Tuple.of(15, Arbitraries.of(VALUES)), Tuple.of(1, Arbitraries.of(ODD_VALUES)));
        Arbitrary<String> members = names.flatMap(
                name -> values.flatMap(value -> blank.map(b -> b + '"' + name + '"' + b + ':' + b + value + b)));
        Arbitrary<String> whole =
                members.list().ofMinSize(1).ofMaxSize(4).map(list -> "{" + String.join(",", list) + "}");
        Arbitrary<String> pieces = Arbitraries.of("{", "}", ",", ":", "\"", "\\", "[", "]", "\"a\":1", "1", " ")
                .list()
                .ofMaxSize(8)
                .map(list -> "{" + String.join("", list) + "}");
        return Arbitraries.frequencyOf(Tuple.of(9, whole), Tuple.of(1, pieces));
    }
}
