package io.outrider.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a record whole: every field of every shape, at the cost of maps of all of them. */
final class FullPath {

    private final List<RecordParser> parsers = List.of(
            new JsonRecords(
                    List.of(new Nxlog(), new EvtxDump(), new Winlogbeat7(), new Winlogbeat6(), new PlainJson())),
            new XmlWinEventLog(),
            new WinEventLogText());

    private final CimMapper mapper;
    private final DefaultFields defaults;

    FullPath(CimMapper mapper, DefaultFields defaults) {
        this.mapper = mapper;
        this.defaults = defaults;
    }

    CimMapper mapper() {
        return mapper;
    }

    DefaultFields defaults() {
        return defaults;
    }

    /**
     * @param source the source unit's path or name
     * @param peer the address of the machine that sent the record, or {@code null}
     */
    RecordParser.Parsed parse(String text, String source, @Nullable String peer) throws MalformedRecordException {
        for (RecordParser parser : parsers) {
            if (parser.accepts(text)) {
                RecordParser.Parsed parsed = parser.parse(text);
                defaults.addTo(parsed.fields(), source, peer);
                return parsed;
            }
        }
        throw new MalformedRecordException(
                "expected a JSON object, an <Event> element or a WinEventLog text event, but found a line of other text");
    }

    CimMapper.Mapped map(RecordParser.Parsed parsed) {
        return mapper.map(parsed.fields(), parsed.shape().equals(PlainJson.SHAPE));
    }
}
