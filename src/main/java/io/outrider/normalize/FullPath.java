package io.outrider.normalize;

import java.util.List;

/** Parses a record whole: every field of every shape, at the cost of maps of all of them. */
final class FullPath {

    private final List<RecordParser> parsers = List.of(
            new JsonRecords(
                    List.of(new Nxlog(), new EvtxDump(), new Winlogbeat7(), new Winlogbeat6(), new PlainJson())),
            new XmlWinEventLog(),
            new WinEventLogText());

    private final List<SourceMapping> mappings;
    private final CimMapper mapper;

    FullPath(List<SourceMapping> mappings) {
        this.mappings = List.copyOf(mappings);
        this.mapper = new CimMapper(mappings);
    }

    List<SourceMapping> mappings() {
        return mappings;
    }

    RecordParser.Parsed parse(String text) throws MalformedRecordException {
        for (RecordParser parser : parsers) {
            if (parser.accepts(text)) {
                return parser.parse(text);
            }
        }
        throw new MalformedRecordException(
                "expected a JSON object, an <Event> element or a WinEventLog text event, but found a line of other text");
    }

    CimMapper.Mapped map(FieldTable fields) {
        return mapper.map(fields);
    }
}
