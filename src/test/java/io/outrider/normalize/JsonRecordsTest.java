package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRecordsTest {

    private static final String TIME = "\"time\":\"2024-01-01T00:00:00Z\",";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a':'x'                        | a         | x",
                "'a':1.50                       | a         | 1.50",
                "'a':-9214364837600034816       | a         | -9214364837600034816",
                "'a':1e400                      | a         | 1e400",
                "'a':true                       | a         | true",
                "'a':{'b':{'c':1}}              | a.b.c     | 1",
                "'a.b':1                        | a.b       | 1",
                "'a':[1,'x',false]              | a{}       | 1;x;false",
                "'a':[{'b':1},{'b':2}]          | a{}.b     | 1;2",
                "'a':[[1],[2]]                  | a{}{}     | 1;2",
                "'a':1,'a':2                    | a         | 1;2",
                "'a':1,'a':[3]                  | a{}       | 3",
                "'a':[1,null]                   | a{}       | 1",
                "'':1                           | ``        | 1",
            })
    void membersBecomeFieldsAsSpathNamesThem(String members, String field, String texts) throws IOException {
        Event event = Reading.event("{" + TIME + members.replace('\'', '"') + "}");
        assertThat(Reading.texts(event, field)).isEqualTo(List.of(texts.split(";")));
        assertThat(event.origin().shape()).isEqualTo("json");
        assertThat(event.datasets()).isEmpty();
        assertThat(event.cim()).isEmpty();
    }

    @Test
    void nullAndEmptyContainersAreAbsentAndEmptyTextIsNot() throws IOException {
        Event event = Reading.event("{" + TIME + "\"n\":null,\"o\":{},\"a\":[],\"e\":\"\"}");
        assertThat(event.fields()).containsOnlyKeys("time", "e", "host", "source", "sourcetype");
    }

    @Test
    void rawControlCharacterInAStringIsKept() throws IOException {
        assertThat(Reading.texts(Reading.event("{" + TIME + "\"a\":\"x\u0001\ty\"}"), "a"))
                .containsExactly("x\u0001\ty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':                | Unexpected end-of-input",
                "{'a':'x              | Unexpected end-of-input",
                "{'a' 1}              | Unexpected character",
                "{'a':1]              | expected a JSON object, but found at line 1 column",
                "{a:1}                | Unexpected character",
            })
    void whatIsNoObjectIsRejectedWithItsPlace(String text, String reason) throws IOException {
        assertThat(Reading.reject(text.replace('\'', '"')).reason())
                .contains(reason)
                .doesNotContain("\n");
    }

    @Test
    void objectTenThousandLevelsDeepIsRejected() throws IOException {
        assertThat(Reading.reject("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))
                        .reason())
                .contains("nesting depth");
        assertThat(Reading.reject("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
                        .reason())
                .contains("nesting depth");
    }

    @Test
    void objectAsDeepAsAllowedIsAnEvent() throws IOException {
        String text = "{" + TIME + "\"a\":" + "{\"a\":".repeat(62) + "1" + "}".repeat(63);
        assertThat(Reading.event(text).fields()).containsKey("a" + ".a".repeat(62));
    }

    @Test
    void moreFieldsThanAllowedAreRejected() throws IOException {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i <= FieldTable.MAX_FIELDS; i++) {
            members.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
        }
        assertThat(Reading.reject("{" + members + "}").reason())
                .isEqualTo("expected at most 4096 fields, but found more");
    }

    @Test
    void manyValuesOfOneFieldTakeNoQuadraticTime() throws IOException {
        String text = "{" + TIME + "\"a\":[1" + ",1".repeat(400_000) + "]" + ",\"b\":1".repeat(20_000) + "}";
        Event event = Reading.event(text);
        assertThat(Reading.texts(event, "a{}")).hasSize(400_001);
        assertThat(Reading.texts(event, "b")).hasSize(20_000);
    }

    @Test
    void longNamesAreRejectedBeforeTheyMultiply() throws IOException {
        String name = "n".repeat(500);
        assertThat(Reading.reject("{\"" + name + "\":{\"" + name + "\":{\"a\":1}}}")
                        .reason())
                .startsWith("expected field names of at most 512 characters, but found one that begins nnn");
    }

    @Test
    void namedDataElementsOfXmlConvertersBecomeFields() throws IOException {
        Event event = Reading.event("{\"Event\":{\"System\":{\"Provider\":{\"Name\":\"Microsoft-Windows-Sysmon\"},"
                + "\"EventID\":\"1\",\"TimeCreated\":{\"SystemTime\":\"2024-01-01T00:00:00Z\"}},"
                + "\"EventData\":{\"Data\":[{\"Name\":\"RuleName\"},{\"text\":\"C:\\\\a.exe\",\"Name\":\"Image\"},"
                + "{\"@Name\":\"User\",\"#text\":\"EXAMPLE\\\\bob\"}]}}}");
        assertThat(event.origin().shape()).isEqualTo("evtx_dump");
        assertThat(Reading.texts(event, "RuleName")).containsExactly("");
        assertThat(Reading.texts(event, "Image")).containsExactly("C:\\a.exe");
        assertThat(event.cim().get("user").text()).isEqualTo("bob");
    }

    @Test
    void dataWithoutNamesAndUserDataBecomeFieldsInEvtxDump() throws IOException {
        String system = "\"System\":{\"EventID\":1102,\"Channel\":\"Security\","
                + "\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"2024-01-01T00:00:00Z\"}}}";
        Event data = Reading.event("{\"Event\":{" + system + ",\"EventData\":{\"Data\":{\"#text\":[\"x\",\"y\"]}}}}");
        assertThat(Reading.texts(data, "Data")).containsExactly("x", "y");
        Event user = Reading.event("{\"Event\":{" + system + ",\"UserData\":{\"LogFileCleared\":"
                + "{\"#attributes\":{\"xmlns\":\"u\"},\"SubjectUserName\":\"bob\"}}}}");
        assertThat(Reading.texts(user, "SubjectUserName")).containsExactly("bob");
        assertThat(Reading.texts(user, "Event.UserData.LogFileCleared.SubjectUserName"))
                .containsExactly("bob");
    }

    @Test
    void ownSourceAndSourcetypeAreKept() throws IOException {
        Event event = Reading.event("{\"EventID\":1,\"Channel\":\"System\",\"source\":\"mine\",\"sourcetype\":\"own\","
                + "\"@timestamp\":\"2024-01-01T00:00:00Z\"}");
        assertThat(Reading.texts(event, "source")).containsExactly("mine");
        assertThat(Reading.texts(event, "sourcetype")).containsExactly("own");
    }
}
