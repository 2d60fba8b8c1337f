package io.outrider.normalize;

import java.util.List;

/** Parses a record whole: every field of every shape, at the cost of maps of all of them. */
final class FullPath {

    private final List<RecordParser> structured = List.of(
            new JsonRecords(
                    List.of(new Nxlog(), new EvtxDump(), new Winlogbeat7(), new Winlogbeat6(), new PlainJson())),
            new XmlWinEventLog(),
            new WinEventLogText());
    private final RecordParser texts = new TextRecords(structured, false);

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
        RecordParser.Parsed parsed = parserOf(text).parse(text);
        addDefaults(parsed, source);
        return parsed;
    }

    /** Adds the default fields: what the event has, then what its parser says, then what follows from its fields. */
    void addDefaults(RecordParser.Parsed parsed, String source) {
        RecordParser.TextFacts facts = parsed.text();
        if (facts != null && facts.sourcetype() != null) {
            parsed.fields().supply(DefaultFields.SOURCETYPE, List.of(facts.sourcetype()));
            if (facts.source() != null) {
                parsed.fields().supply(DefaultFields.SOURCE, List.of(facts.source()));
            }
        }
        defaults.addTo(parsed.fields(), source);
    }

    private RecordParser parserOf(String text) {
        for (RecordParser parser : structured) {
            if (parser.accepts(text)) {
                return parser;
            }
        }
        return texts;
    }

    CimMapper.Mapped map(RecordParser.Parsed parsed) {
        return mapper.map(parsed.fields(), parsed.shape().equals(PlainJson.SHAPE));
    }
}
