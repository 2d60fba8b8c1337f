package io.outrider.normalize;

import java.util.List;

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

    /** @param source the source unit's path or name */
    RecordParser.Parsed parse(String text, String source) throws MalformedRecordException {
        for (RecordParser parser : parsers) {
            if (parser.accepts(text)) {
                RecordParser.Parsed parsed = parser.parse(text);
                defaults.addTo(parsed.fields(), source);
                return parsed;
            }
        }
        throw new MalformedRecordException(
                "expected a JSON object, an <Event> element or a WinEventLog text event, but found a line of other text");
    }

    /** A row of comma-separated values. */
    RecordParser.Parsed row(String text, CsvColumns columns, String source) throws MalformedRecordException {
        RecordParser.Parsed parsed = CsvRows.parse(text, columns);
        defaults.addTo(parsed.fields(), source);
        return parsed;
    }

    CimMapper.Mapped map(RecordParser.Parsed parsed) {
        boolean plain = parsed.shape().equals(PlainJson.SHAPE) || parsed.shape().equals(CsvRows.SHAPE);
        return mapper.map(parsed.fields(), plain);
    }
}
