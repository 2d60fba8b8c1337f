package io.outrider.normalize;

import io.outrider.cim.DataNode;
import io.outrider.regex.Regex;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a source's file says of its events as a whole: sourcetype, recognition, times and extraction. */
final class SourceFactsReader {

    /** Three times what the messages of a firewall that detections ask for take; each costs a look at a record's text. */
    private static final int MOST_EXTRACTIONS = 200;

    /** The longest published ones have some hundreds of characters. */
    private static final int LONGEST_EXPRESSION = 4_096;

    /** What only makes sense of a source that is recognised as a whole. */
    private static final List<String> KEYS =
            List.of("splunk_source", "index", "recognised_by", "time", "pairs", "extract");

    private final DataNode file;

    private SourceFactsReader(DataNode file) {
        this.file = file;
    }

    /** {@code null} if the file's events are recognised one by one, as those of Windows logs. */
    static @Nullable Source read(DataNode file) {
        List<String> sourcetypes = file.texts("sourcetype");
        if (sourcetypes.isEmpty()) {
            for (String key : KEYS) {
                if (file.keys().contains(key)) {
                    throw file.error(key, "expected a sourcetype beside " + key + ", but found none");
                }
            }
            return null;
        }
        if (file.keys().contains("channel") || file.keys().contains("provider")) {
            throw file.error(
                    "sourcetype",
                    "expected either a sourcetype or the channel and provider of a Windows log, but found both");
        }
        return new SourceFactsReader(file).source(sourcetypes);
    }

    private Source source(List<String> sourcetypes) {
        return new Source(
                file.text("source"),
                sourcetypes,
                file.text("splunk_source", ""),
                file.text("index", ""),
                one("recognised_by").stream().map(SourceFactsReader::recogniser).toList(),
                extractions(),
                file.isMapping("time") || file.isListOfMappings("time")
                        ? one("time").stream().map(SourceFactsReader::time).toList()
                        : file.texts("time").stream()
                                .map(SourceFactsReader::anyTime)
                                .toList());
    }

    /** A mapping, or a list of them. */
    private List<DataNode> one(String key) {
        return file.isMapping(key) ? List.of(file.mapping(key).orElseThrow()) : file.mappings(key);
    }

    private static Recogniser recogniser(DataNode node) {
        node.allow("fields", "where", "unless", "text");
        Set<String> fields = new HashSet<>(node.texts("fields"));
        node.mapping("where").ifPresent(where -> fields.addAll(where.keys()));
        try {
            List<String> literals = node.texts("text");
            // The one that recognisers are filed under; the message says what is wrong with it.
            new LiteralIndex(literals.subList(0, Math.min(1, literals.size())));
            return new Recogniser(fields, Conditions.read(node), literals);
        } catch (IllegalArgumentException e) {
            throw node.error(e.getMessage());
        }
    }

    private static NamedPairs pairs(DataNode node) {
        node.allow("of", "name", "value", "as");
        try {
            return NamedPairs.of(
                    node.text("of"), node.text("name"), node.texts("value"), node.text("as", NamedPairs.NAME_ITSELF));
        } catch (IllegalArgumentException e) {
            throw node.error(e.getMessage());
        }
    }

    private static StatedTime anyTime(String field) {
        return new StatedTime(List.of(field), TimeFormat.of("any"), null);
    }

    private static StatedTime time(DataNode node) {
        node.allow("field", "format", "zone");
        List<String> fields = node.texts("field");
        if (fields.isEmpty()) {
            throw node.error("expected the field that states the time, but found none");
        }
        return new StatedTime(fields, format(node), node.keys().contains("zone") ? zone(node) : null);
    }

    private static TimeFormat format(DataNode node) {
        try {
            return TimeFormat.of(node.text("format", "any"));
        } catch (IllegalArgumentException e) {
            throw node.error(
                    "format",
                    "expected any, epoch, epoch_ms, epoch_us, epoch_ns or a pattern such as dd/MMM/yyyy:HH:mm:ss Z, but"
                            + " found " + e.getMessage());
        }
    }

    private static ZoneId zone(DataNode node) {
        try {
            return ZoneId.of(node.text("zone"));
        } catch (DateTimeException e) {
            throw node.error(
                    "zone", "expected a zone such as UTC or Europe/Berlin, but found '" + node.text("zone") + "'");
        }
    }

    private Extractions extractions() {
        List<Extraction> extractions = new ArrayList<>();
        for (DataNode node : file.mappings("extract")) {
            extractions.add(extraction(node.allow("of", "needs", "regex", "delimiter", "columns")));
        }
        if (extractions.size() > MOST_EXTRACTIONS) {
            throw file.error(
                    "extract",
                    "expected at most " + MOST_EXTRACTIONS + " extractions, but found " + extractions.size());
        }
        List<NamedPairs> pairs =
                one("pairs").stream().map(SourceFactsReader::pairs).toList();
        return extractions.isEmpty() && pairs.isEmpty() ? Extractions.NONE : new Extractions(pairs, extractions);
    }

    private static Extraction extraction(DataNode node) {
        FieldFinder finder = node.keys().contains("columns") ? columns(node) : pattern(node);
        return new Extraction(node.text("of", Extraction.RAW), node.text("needs", ""), finder);
    }

    private static FieldFinder pattern(DataNode node) {
        String text = node.text("regex");
        if (text.length() > LONGEST_EXPRESSION) {
            throw node.error(
                    "regex",
                    "expected an expression of at most " + LONGEST_EXPRESSION + " characters, but found "
                            + text.length());
        }
        try {
            return new PatternFields(Regex.compile(text));
        } catch (IllegalArgumentException e) {
            throw node.error("regex", e.getMessage());
        }
    }

    private static FieldFinder columns(DataNode node) {
        String delimiter = node.text("delimiter", ",");
        if (node.keys().contains("regex") || delimiter.length() != 1) {
            throw node.error(
                    "columns",
                    "expected columns with a delimiter of one character and no regex beside them, but found "
                            + (delimiter.length() == 1 ? "a regex" : "the delimiter '" + delimiter + "'"));
        }
        try {
            // An underscore is a column that is no field.
            List<String> names = node.texts("columns").stream()
                    .map(name -> name.equals("_") ? "" : name)
                    .toList();
            return new ColumnFields(delimiter.charAt(0), names);
        } catch (IllegalArgumentException e) {
            throw node.error("columns", e.getMessage());
        }
    }
}
