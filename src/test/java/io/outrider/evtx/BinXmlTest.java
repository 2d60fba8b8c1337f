package io.outrider.evtx;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.evtx.SyntheticChunk.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What templates say is written with the values of each record. The files are synthetic. */
class BinXmlTest {

    @Test
    void templateIsFoundByItsPlaceInTheChunk() throws IOException {
        SyntheticChunk chunk = new SyntheticChunk();
        int[] at = new int[1];
        chunk.record(first -> at[0] = first.template(SyntheticChunk.EVENT, Value.text("a")));
        chunk.record(next -> next.instance(at[0], Value.text("b")));
        assertThat(Lines.of(SyntheticChunk.file(chunk.done()))).containsExactly(Lines.event("a"), Lines.event("b"));
    }

    @Test
    void templateOfOneChunkIsNoneOfTheNext() throws IOException {
        int[] at = new int[1];
        byte[] first = new SyntheticChunk()
                .record(record -> at[0] = record.template(SyntheticChunk.EVENT, Value.text("a")))
                .done();
        byte[] second = new SyntheticChunk()
                .record(record -> record.instance(at[0], Value.text("b")))
                .record(record -> record.template(SyntheticChunk.EVENT, Value.text("c")))
                .done();
        List<String> lines = Lines.of(SyntheticChunk.file(first, second));
        assertThat(lines).hasSize(3).contains(Lines.event("a"), Lines.event("c"));
        assertThat(lines.get(1)).startsWith("<?outrider-unreadable expected ").contains("(record 1)");
    }

    @Test
    void eventWithoutATemplateIsRead() throws IOException {
        assertThat(Lines.of(chunk -> chunk.event(data -> data.text("a")))).isEqualTo(Lines.event("a"));
    }

    @Test
    void elementsMayBeWithoutTheNumberThatTheyDependOn() throws IOException {
        assertThat(Lines.of(chunk -> chunk.withoutDependencies(inner -> inner.event(data -> data.text("a")))))
                .isEqualTo(Lines.event("a"));
        assertThat(Lines.of(chunk ->
                        chunk.withoutDependencies(inner -> inner.template(SyntheticChunk.EVENT, Value.text("a")))))
                .isEqualTo(Lines.event("a"));
    }

    @Test
    void elementWithAnOptionalNullIsLeftOutWithItsAttributes() throws IOException {
        assertThat(Lines.of(chunk -> chunk.template(
                        definition -> definition.event(data -> data.substitution(0x0E, 0, 0x01)), Value.of(0x00))))
                .isEqualTo(Lines.BEGIN + Lines.END);
    }

    @Test
    void optionalTextWithoutCharactersIsNoNull() throws IOException {
        assertThat(Lines.of(chunk -> chunk.template(
                        definition -> definition.event(data -> data.substitution(0x0E, 0, 0x01)), Value.text(""))))
                .isEqualTo(Lines.event(""));
    }

    @Test
    void attributeWithAnOptionalNullIsLeftOutAlone() throws IOException {
        assertThat(Lines.of(chunk -> chunk.template(
                        definition -> definition.event(
                                "EventData",
                                data -> data.start(0x41, "E")
                                        .attributes(list -> list.attribute("A")
                                                .substitution(0x0E, 0, 0x01)
                                                .attribute("B")
                                                .substitution(0x0E, 1, 0x06)
                                                .attribute("C")
                                                .text("'<\n\t"))
                                        .closeEmpty()),
                        Value.of(0x00),
                        Value.of(0x06, 7, 0))))
                .isEqualTo(Lines.BEGIN + "<E B='7' C='&apos;&lt;&#10;&#9;'/>" + Lines.END);
    }

    @Test
    void arrayInAnAttributeOrBesideTextHasBlanksBetweenItsItems() throws IOException {
        assertThat(Lines.of(chunk -> chunk.template(
                        definition -> definition.event(
                                "EventData",
                                data -> data.start(0x41, "E")
                                        .attributes(list -> list.attribute("A").substitution(0x0D, 0, 0x84))
                                        .raw(0x02)
                                        .text("x")
                                        .substitution(0x0D, 0, 0x84)
                                        .close()),
                        Value.of(0x84, 1, 2))))
                .isEqualTo(Lines.BEGIN + "<E A='1 2'>x1 2</E>" + Lines.END);
    }

    @Test
    void valueThatIsATemplateAgainIsWrittenWithItsOwnValues() throws IOException {
        SyntheticChunk chunk = new SyntheticChunk();
        int[] inner = new int[1];
        chunk.record(first -> inner[0] = first.template(
                definition -> definition.event(data -> data.substitution(0x0D, 0, 0x01)), Value.text("x")));
        byte[] value = new SyntheticChunk()
                .fragment()
                .instance(inner[0], Value.text("y"))
                .raw(0x00)
                .copyFrom(Chunk.HEADER);
        chunk.record(record -> record.template(
                definition -> definition.event("UserData", data -> data.substitution(0x0D, 0, 0x21)),
                new Value(0x21, value)));
        assertThat(Lines.of(SyntheticChunk.file(chunk.done())).get(1))
                .isEqualTo(Lines.BEGIN.replace("EventData", "UserData")
                        + Lines.event("y").replace("</Event>", "</Event >")
                        + Lines.END.replace("EventData", "UserData"));
    }

    @Test
    void charactersEntitiesAndSectionsOfTextAreText() throws IOException {
        assertThat(Lines.of(chunk -> chunk.event(data -> data.text("a")
                        .raw(0x48)
                        .u16('&')
                        .raw(0x49)
                        .name("lt")
                        .raw(0x49)
                        .name("unknown")
                        .raw(0x47)
                        .u16(4)
                        .utf16("<]]>"))))
                .isEqualTo(Lines.event("a&#38;&lt;&amp;unknown;&lt;]]&gt;"));
    }

    @Test
    void processingInstructionsArePassedOver() throws IOException {
        assertThat(Lines.of(chunk -> chunk.event(data -> data.raw(0x0A)
                        .name("target")
                        .raw(0x0B)
                        .u16(2)
                        .utf16("?>")
                        .text("a"))))
                .isEqualTo(Lines.event("a"));
    }

    @Test
    void nameThatIsNoneIsRefused() throws IOException {
        assertThat(Lines.of(chunk -> chunk.event("a><b", data -> data.text("x"))))
                .startsWith("<?outrider-unreadable");
        assertThat(Lines.of(chunk -> chunk.event("1", data -> data.text("x")))).startsWith("<?outrider-unreadable");
    }

    @Test
    void recordWithoutAnEventIsRefused() throws IOException {
        assertThat(Lines.of(chunk -> {})).contains("a record with one event");
        assertThat(Lines.of(chunk -> chunk.element("Other", other -> {}))).contains("an <Event> element");
        assertThat(Lines.of(chunk -> chunk.event(data -> {}).event(data -> {}))).contains("a record with one event");
        assertThat(Lines.of(chunk -> chunk.template(
                        definition -> definition.element("Event", event -> event.substitution(0x0E, 0, 1)),
                        Value.of(0x00))))
                .contains("a record with one event");
    }

    @Test
    void eventsOfWindowsAreWrittenAsTheyWereInXml() throws IOException {
        // Of the samples the one whose attributes are in single quotes, as Windows and Splunk write them.
        List<String> lines = Files.readAllLines(Path.of("samples/synthetic-sysmon.xml.log"));
        assertThat(Lines.of(SyntheticEvtx.ofXml(lines))).isEqualTo(lines);
    }

    @Test
    void valueThatIsNotThereIsRefused() throws IOException {
        assertThat(Lines.of(chunk -> chunk.template(SyntheticChunk.EVENT))).contains("value 0");
    }
}
