package io.outrider.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a row of RFC 4180: double quotes may hold delimiters, line feeds and, doubled, double quotes. White space around
 * values that are not quoted is left out, as many write it behind commas.
 */
final class CsvValues {

    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .build();

    private CsvValues() {}

    /**
     * @param row one row, without the line feed behind it
     * @throws MalformedRecordException if its quotes are not in order, or it has more values than there may be columns
     */
    static List<String> of(String row, char delimiter) throws MalformedRecordException {
        List<String> values = new ArrayList<>();
        try (CsvParser csv = CSV.createParser(row)) {
            csv.setSchema(CsvSchema.emptySchema().withColumnSeparator(delimiter));
            csv.nextToken();
            if (csv.nextToken() == JsonToken.START_ARRAY) {
                while (csv.nextToken() != JsonToken.END_ARRAY) {
                    if (values.size() > CsvColumns.MOST_COLUMNS) {
                        throw new MalformedRecordException(
                                "expected at most " + CsvColumns.MOST_COLUMNS + " values in a row, but found more");
                    }
                    values.add(csv.getText());
                }
            }
            if (csv.nextToken() == JsonToken.START_ARRAY) {
                throw new MalformedRecordException("expected one row, but found more behind it");
            }
        } catch (JsonProcessingException e) {
            throw new MalformedRecordException(
                    "expected a row of comma-separated values (RFC 4180), but found: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail to be read", e);
        }
        return values;
    }
}
