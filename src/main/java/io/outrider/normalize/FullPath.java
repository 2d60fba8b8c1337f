package io.outrider.normalize;

import java.util.List;

/** Parses a record whole: every field of every shape, at the cost of maps of all of them. */
final class FullPath {

    private final JsonRecords json = new JsonRecords(
            List.of(new Nxlog(), new EvtxDump(), new Winlogbeat7(), new Winlogbeat6(), new PlainJson()));
    private final List<RecordParser> parsers = List.of(json, new XmlWinEventLog(), new WinEventLogText());

    private final CimMapper mapper;
    private final DefaultFields defaults;

    FullPath(CimMapper mapper, DefaultFields defaults) {
        this.mapper = mapper;
        this.defaults = defaults;
    }

    JsonRecords json() {
        return json;
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
                return named(parser.parse(text), text, source);
            }
        }
        throw new MalformedRecordException(
                "expected a JSON object, an <Event> element or a WinEventLog text event, but found a line of other text");
    }

    /** The record with its source, and the fields that this gives it. */
    private RecordParser.Parsed named(RecordParser.Parsed parsed, String text, String unit) {
        FieldTable fields = parsed.fields();
        RecordView view = new RecordView(fields::first, fields.nameView(), text, parsed.shape());
        Recognised recognised = mapper.mappings().recognise(view, defaults.said(), extractions -> {
            if (view.isPlainJson()) {
                json.addPairs(extractions.pairs(), text, fields);
            }
            extractions.addTo(fields, text);
        });
        defaults.addTo(fields, unit, recognised);
        return parsed.by(recognised);
    }

    CimMapper.Mapped map(RecordParser.Parsed parsed) {
        return mapper.map(parsed.fields(), parsed.shape().equals(PlainJson.SHAPE), parsed.recognised());
    }
}
