package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.cim.DataFile;
import io.outrider.cim.InvalidDataFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays that tell names and values; all records are synthetic. */
class NamedPairsTest {

    private static final NamedPairs PARAMETERS = NamedPairs.of("Parameters{}", "Name", List.of("Value"), "*");

    private static final JsonRecords JSON = new JsonRecords(List.of(new PlainJson()));

    private static FieldTable fields(String json, NamedPairs... pairs) throws MalformedRecordException {
        FieldTable fields = JSON.parse(json).fields();
        JSON.addPairs(List.of(pairs), json, fields);
        return fields;
    }

    @Test
    void pairIsAField() throws Exception {
        FieldTable fields = fields("""
                {"Operation":"x","Parameters":[{"Name":"Identity","Value":"bob"},{"Value":5,"Name":"Size"}]}""", PARAMETERS);
        assertThat(fields.texts("Identity")).containsExactly("bob");
        assertThat(fields.texts("Size")).containsExactly("5");
        assertThat(fields.texts("Parameters{}.Name")).containsExactly("Identity", "Size");
    }

    @Test
    void elementsThatLackSomethingDoNotShiftTheOthers() throws Exception {
        FieldTable fields = fields("""
                {"Parameters":[{"Name":"A","Value":null},{"Name":"B"},{"Value":"lost"},{"Name":"C","Value":""},\
                {"Name":null,"Value":"x"},"text",["y"],{"Name":"D","Value":"d"}]}""", PARAMETERS);
        assertThat(fields.texts("D")).containsExactly("d");
        assertThat(fields.names()).contains("D").doesNotContain("A", "B", "C", "");
    }

    @Test
    void severalMembersMayHoldTheValues() throws Exception {
        NamedPairs pairs = NamedPairs.of("event.p{}", "name", List.of("value", "boolValue", "multiValue{}"), "*");
        FieldTable fields = fields("""
                {"event":{"p":[{"name":"method","multiValue":["a","b"]},{"name":"odd","boolValue":false},\
                {"name":"kind","value":"k"}]}}""", pairs);
        assertThat(fields.texts("method")).containsExactly("a", "b");
        assertThat(fields.texts("odd")).containsExactly("false");
        assertThat(fields.texts("kind")).containsExactly("k");
    }

    @Test
    void starOfTheNameIsThatOfThePair() throws Exception {
        NamedPairs pairs = NamedPairs.of("Actor{}", "Type", List.of("ID"), "Actor.*");
        FieldTable fields = fields("""
                {"Actor":[{"ID":"bob@example.org","Type":5},{"ID":"a","Type":2},{"ID":"b","Type":2}]}""", pairs);
        assertThat(fields.texts("Actor.5")).containsExactly("bob@example.org");
        assertThat(fields.texts("Actor.2")).containsExactly("a", "b");
    }

    @Test
    void arraysInArraysAreReadElementByElement() throws Exception {
        NamedPairs inner = NamedPairs.of("t{}.m{}", "n", List.of("v"), "new.*");
        NamedPairs outer = NamedPairs.of("t{}", "type", List.of("id"), "id.*");
        FieldTable fields = fields("""
                {"t":[{"m":[{"n":"a","v":"1"},{"n":"b","v":"2"}],"type":"User","id":"u"},{"type":"Role","id":"r","m":[]}]}""", inner, outer);
        assertThat(fields.texts("new.a")).containsExactly("1");
        assertThat(fields.texts("new.b")).containsExactly("2");
        assertThat(fields.texts("id.User")).containsExactly("u");
        assertThat(fields.texts("id.Role")).containsExactly("r");
    }

    @Test
    void whatTheRecordHasItselfStays() throws Exception {
        FieldTable fields = fields("""
                {"Identity":"own","Parameters":[{"Name":"Identity","Value":"bob"}]}""", PARAMETERS);
        assertThat(fields.texts("Identity")).containsExactly("own");
    }

    @Test
    void pairsDecideNothingByWhichSearchesChoose() throws Exception {
        FieldTable fields = fields("""
                {"Parameters":[{"Name":"sourcetype","Value":"other"},{"Name":"source","Value":"s"},{"Name":"_time","Value":"0"},\
                {"Name":"host","Value":"h"},{"Name":"index","Value":"i"}]}""", PARAMETERS);
        assertThat(fields.names()).containsExactlyInAnyOrder("Parameters{}.Name", "Parameters{}.Value");
    }

    @Test
    void recordWithoutTheArrayIsNotReadAgain() throws Exception {
        FieldTable fields = JSON.parse("{\"a\":\"b\"}").fields();
        JSON.addPairs(List.of(PARAMETERS), "this would fail {", fields);
        assertThat(fields.names()).containsExactly("a");
    }

    @Test
    void whatARecordHasNoRoomForStaysInItsArray() throws Exception {
        StringBuilder json = new StringBuilder("{\"Parameters\":[{\"Name\":\"")
                .append("n".repeat(FieldTable.MAX_NAME + 1))
                .append("\",\"Value\":\"v\"},");
        for (int i = 0; i < FieldTable.MAX_FIELDS; i++) {
            json.append("{\"Name\":\"n").append(i).append("\",\"Value\":\"v\"},");
        }
        FieldTable fields = fields(json.append("{}]}").toString(), PARAMETERS);
        assertThat(fields.names()).hasSize(FieldTable.MAX_FIELDS).contains("n0");
        assertThat(fields.names()).allMatch(name -> name.length() <= FieldTable.MAX_NAME);
        assertThat(fields.texts("Parameters{}.Name")).hasSize(FieldTable.MAX_FIELDS + 1);
    }

    @Test
    void whatStandsAroundTheObjectDoesNotMatter() throws Exception {
        String json = "{\"Parameters\":[{\"Name\":\"A\",\"Value\":\"a\"}]}";
        for (String text : List.of("<13>1 - h a - - - " + json, json + " trailing", "{ no json " + json)) {
            FieldTable fields = JSON.parse(json).fields();
            JSON.addPairs(List.of(PARAMETERS), text, fields);
            assertThat(fields.texts("A")).as(text).isEqualTo(text.startsWith("{ ") ? List.of() : List.of("a"));
        }
    }

    @Property(tries = 500)
    void fieldsAreThoseOfAWalkOverTheElements(@ForAll("elements") List<Map<String, List<String>>> elements)
            throws MalformedRecordException {
        StringBuilder json = new StringBuilder("{\"x\":{\"Parameters\":[");
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (Map<String, List<String>> element : elements) {
            StringBuilder members = new StringBuilder();
            element.forEach((name, values) -> {
                members.append(members.isEmpty() ? "" : ",")
                        .append('"')
                        .append(name)
                        .append("\":[");
                for (int i = 0; i < values.size(); i++) {
                    members.append(i == 0 ? "" : ",")
                            .append('"')
                            .append(values.get(i))
                            .append('"');
                }
                members.append(']');
            });
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append('{')
                    .append(members)
                    .append('}');
            List<String> names = element.getOrDefault("N", List.of());
            List<String> values = element.getOrDefault("V", List.of());
            if (!names.isEmpty() && !values.isEmpty()) {
                expected.computeIfAbsent("p." + names.get(names.size() - 1), key -> new ArrayList<>())
                        .addAll(values);
            }
        }
        FieldTable fields =
                fields(json.append("]}}").toString(), NamedPairs.of("x.Parameters{}", "N{}", List.of("V{}"), "p.*"));
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String name : fields.names()) {
            if (name.startsWith("p.")) {
                found.put(name, fields.texts(name));
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<Map<String, List<String>>>> elements() {
        Arbitrary<List<String>> values =
                Arbitraries.of("a", "b", "c", "7", "é").list().ofMaxSize(3);
        Arbitrary<Map<String, List<String>>> element = Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.of(true, false), values, values, values)
                .as((hasName, nameFirst, names, texts, others) -> {
                    Map<String, List<String>> members = new LinkedHashMap<>();
                    if (hasName && nameFirst) {
                        members.put("N", names);
                    }
                    members.put("V", texts);
                    members.put("O", others);
                    if (hasName && !nameFirst) {
                        members.put("N", names);
                    }
                    return members;
                });
        return element.list().ofMaxSize(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{of: P, name: N, value: V} | expected an array such as Parameters{}, but found P",
                "{of: 'P{}', name: N, value: V, as: x} | expected a name with one * for that of the pair, but found x",
                "{of: 'P{}', name: N, value: V, as: '*.*'} | expected a name with one *",
                "{of: 'P{}', name: N, value: []} | expected a member of P{} that is the value",
                "{of: 'P{}', name: N} | expected a member of P{} that is the value",
                "{of: 'P{}', value: V} | expected the key name",
                "{of: 'P{}', name: N, value: V, to: x} | but found to",
            })
    void whatIsNoPairIsRefusedWithItsPlace(String pairs, String message) {
        String yaml = "source: S\nfollows: F\nsourcetype: s\npairs: " + pairs + "\nevents:\n- {name: A}\n";
        assertThatThrownBy(() -> SourceReader.read(DataFile.parse("synthetic.yaml", yaml)))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageStartingWith("synthetic.yaml:4:")
                .hasMessageContaining(message);
    }

    @Test
    void pairsWithoutASourcetypeAreRefused() {
        assertThatThrownBy(() -> SourceReader.read(DataFile.parse(
                        "synthetic.yaml",
                        "source: S\nfollows: F\nchannel: C\npairs: {of: 'P{}', name: N, value: V}\nothers: true\n")))
                .isInstanceOf(InvalidDataFileException.class)
                .hasMessageContaining("expected a sourcetype beside pairs");
    }
}
