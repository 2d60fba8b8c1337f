package io.outrider.normalize;

import java.util.List;

/**
 * Rows of comma-separated values below a header: an event each, whose fields are the columns and whose raw text is the row.
 *
 * <p>A column that is empty is a field that the event does not have. A row with more or fewer values than there are columns is no
 * event: which value is of which column would be a guess.
 */
final class CsvRows {

    static final String SHAPE = "csv";

    /** As Splunk calls rows that nobody has named, by the source type that comes with it. */
    static final String SOURCETYPE = "csv";

    private CsvRows() {}

    static RecordParser.Parsed parse(String text, CsvColumns columns) throws MalformedRecordException {
        List<String> values = CsvValues.of(text, columns.delimiter());
        if (values.size() != columns.names().size()) {
            throw new MalformedRecordException("expected " + columns.names().size()
                    + " values, as many as the first row names columns, but found " + values.size());
        }
        FieldTable fields = new FieldTable();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                fields.add(columns.names().get(i), values.get(i));
            }
        }
        return new RecordParser.Parsed(SHAPE, fields);
    }
}
