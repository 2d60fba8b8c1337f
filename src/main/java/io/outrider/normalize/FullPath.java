package io.outrider.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a record whole: every field of every shape, at the cost of maps of all of them. */
final class FullPath {

    private final JsonRecords json = new JsonRecords(
            List.of(new Nxlog(), new EvtxDump(), new Winlogbeat7(), new Winlogbeat6(), new PlainJson()));
    private final List<RecordParser> structured =
            List.of(new UnreadableRecord(), json, new XmlWinEventLog(), new WinEventLogText());
    private final RecordParser texts;
    private final KnownLayouts layouts = new KnownLayouts(this);

    private final CimMapper mapper;
    private final DefaultFields defaults;

    FullPath(CimMapper mapper, DefaultFields defaults) {
        this.mapper = mapper;
        this.defaults = defaults;
        // Of a source that the operator has named any line is an event.
        texts = new TextRecords(structured, !defaults.said().isEmpty());
    }

    JsonRecords json() {
        return json;
    }

    KnownLayouts layouts() {
        return layouts;
    }

    CimMapper mapper() {
        return mapper;
    }

    DefaultFields defaults() {
        return defaults;
    }

    /**
     * @param text of the record
     * @param source the source unit's path or name
     */
    RecordParser.Parsed parse(RawRecord record, String text, String source) throws MalformedRecordException {
        CsvColumns columns = record.columns();
        return columns == null ? parse(text, source, record.peer()) : row(text, columns, source);
    }

    /**
     * @param source the source unit's path or name
     * @param peer the address of the machine that sent the record, or {@code null}
     */
    RecordParser.Parsed parse(String text, String source, @Nullable String peer) throws MalformedRecordException {
        return named(parserOf(text).parse(text), text, source, peer);
    }

    private RecordParser parserOf(String text) {
        for (RecordParser parser : structured) {
            if (parser.accepts(text)) {
                return parser;
            }
        }
        return texts;
    }

    /**
     * The record with its source and its default fields: what the event has, then what the operator says, then its parser, then
     * what the source is recognised by, then what follows from its fields.
     *
     * @param unit the source unit's path or name
     * @param peer the address of the machine that sent the record, or {@code null}
     */
    RecordParser.Parsed named(RecordParser.Parsed parsed, String text, String unit, @Nullable String peer) {
        FieldTable fields = parsed.fields();
        RecordParser.TextFacts facts = parsed.text();
        String parsers = facts == null || facts.sourcetype() == null ? "" : facts.sourcetype();
        if (defaults.said().isEmpty() && DefaultFields.saysSomething(parsers)) {
            fields.supply(DefaultFields.SOURCETYPE, List.of(parsers));
        }
        RecordView view = new RecordView(fields::first, fields.nameView(), text, parsed.shape());
        Recognised recognised = mapper.mappings().recognise(view, defaults.said(), extractions -> {
            if (view.isPlainJson()) {
                json.addPairs(extractions.pairs(), text, fields);
            }
            extractions.addTo(fields, text);
        });
        if (recognised == null && defaults.said().isEmpty() && !parsers.isEmpty()) {
            // A word for everything, where nobody knows better.
            fields.supply(DefaultFields.SOURCETYPE, List.of(parsers));
        }
        if (facts != null
                && facts.source() != null
                && (recognised == null || recognised.source().splunkSource().isEmpty())) {
            fields.supply(DefaultFields.SOURCE, List.of(facts.source()));
        }
        defaults.addTo(fields, unit, unnamed(parsed.shape()), recognised, peer);
        return parsed.by(recognised);
    }

    /** The sourcetype of what nobody has named. */
    static String unnamed(String shape) {
        return shape.equals(CsvRows.SHAPE) ? CsvRows.SOURCETYPE : DefaultFields.JSON;
    }

    private RecordParser.Parsed row(String text, CsvColumns columns, String source) throws MalformedRecordException {
        return named(CsvRows.parse(text, columns), text, source, null);
    }

    CimMapper.Mapped map(RecordParser.Parsed parsed) {
        boolean plain = parsed.shape().equals(PlainJson.SHAPE) || parsed.shape().equals(CsvRows.SHAPE);
        return mapper.map(parsed.fields(), plain, parsed.recognised());
    }
}
