package io.outrider.evtx;

import io.outrider.evtx.SyntheticChunk.Value;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Small synthetic EVTX files, for the tests of other packages. */
public final class SyntheticEvtx {

    private SyntheticEvtx() {}

    /** A file of one chunk, with an event for each text. */
    public static byte[] of(String... texts) {
        SyntheticChunk chunk = new SyntheticChunk();
        for (String text : texts) {
            chunk.record(record -> record.template(SyntheticChunk.EVENT, Value.text(text)));
        }
        return SyntheticChunk.file(chunk.done());
    }

    /** A file of the events of some lines of XML, without templates; elements without content become empty ones. */
    public static byte[] ofXml(List<String> lines) {
        List<byte[]> chunks = new ArrayList<>();
        SyntheticChunk chunk = new SyntheticChunk();
        for (String line : lines) {
            // Two bytes a character, and at most as much for tokens and names.
            if (chunk.position() + 4 * line.length() > Chunk.SIZE) {
                chunks.add(chunk.done());
                chunk = new SyntheticChunk();
            }
            chunk.record(record -> write(record, line));
        }
        chunks.add(chunk.done());
        return SyntheticChunk.file(chunks.toArray(byte[][]::new));
    }

    private static void write(SyntheticChunk chunk, String line) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(line));
            boolean open = false;
            while (xml.hasNext()) {
                int token = xml.next();
                if (open && token != XMLStreamReader.END_ELEMENT) {
                    chunk.raw(0x02);
                }
                if (token == XMLStreamReader.START_ELEMENT) {
                    begin(chunk, xml);
                } else if (token == XMLStreamReader.END_ELEMENT) {
                    close(chunk, open);
                } else if (token == XMLStreamReader.CHARACTERS) {
                    chunk.text(xml.getText());
                }
                open = token == XMLStreamReader.START_ELEMENT;
            }
        } catch (XMLStreamException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(SyntheticChunk chunk, boolean empty) {
        if (empty) {
            chunk.closeEmpty();
        } else {
            chunk.close();
        }
    }

    private static void begin(SyntheticChunk chunk, XMLStreamReader xml) {
        int count = xml.getAttributeCount();
        chunk.start(count == 0 ? 0x01 : 0x41, xml.getLocalName());
        if (count > 0) {
            chunk.attributes(list -> {
                for (int i = 0; i < count; i++) {
                    // Token 46 says that there is a further one.
                    list.raw(i < count - 1 ? 0x46 : 0x06)
                            .name(xml.getAttributeLocalName(i))
                            .text(xml.getAttributeValue(i));
                }
            });
        }
    }

    /** What an event is read as that has such a text, of which nothing needs to be escaped. */
    public static String line(String text) {
        return Lines.event(text) + '\n';
    }

    /** The file with the given record's binary XML made unreadable; from 0. */
    public static byte[] withDamage(byte[] file, int record) {
        byte[] damaged = file.clone();
        int at = EvtxInput.HEADER + Chunk.HEADER;
        for (int i = 0; i < record; i++) {
            at += (int) LittleEndian.u32(damaged, at + 4);
        }
        damaged[at + RecordFrames.HEAD + 4] = 0x55;
        return damaged;
    }
}
