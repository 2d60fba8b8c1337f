package io.outrider.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.outrider.spl.Position;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file in UTF-8: commas, double quotes that may hold line breaks, names of columns in the first row. Blanks around
 * what is not quoted are left out, as published files have them behind commas. A row that is too short lacks its last
 * values; what a row has too many is set aside, with a warning.
 *
 * @param rows as many texts each as there are columns, empty where there is no value
 */
record CsvTable(List<String> columns, List<List<String>> rows) {

    // Of the content of October 2024 the largest table has 2.2 MB and 92,000 rows. A table is in memory as long as a
    // detection uses it: this is ten times as much.
    static final long MOST_BYTES = 32L << 20;
    static final int MOST_ROWS = 1_000_000;
    // Splunk's own limit is 512 columns by default.
    private static final int MOST_COLUMNS = 512;
    // A whole file of rows of a wrong length would be a warning each.
    private static final int MOST_WARNINGS = 20;

    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    CsvTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** Empty, with an error, if the file is too large, cannot be read or is no such table. */
    static Optional<CsvTable> read(Path file, FileProblems problems) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                problems.error("file", "expected a table of at most " + MOST_BYTES + " bytes, but found a larger one");
                return Optional.empty();
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                    CsvParser csv = CSV.createParser(behindMark(reader))) {
                return read(csv, problems);
            }
        } catch (CharacterCodingException e) {
            problems.error("file", "expected UTF-8, but found bytes that are none");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            problems.error(line, 1, "csv", "expected CSV, but found an error: " + e.getOriginalMessage());
        } catch (IOException e) {
            problems.error("file", "expected a file that can be read, but found " + e);
        }
        return Optional.empty();
    }

    private static Reader behindMark(Reader reader) throws IOException {
        BufferedReader buffered = new BufferedReader(reader);
        buffered.mark(1);
        if (buffered.read() != '\uFEFF') {
            buffered.reset();
        }
        return buffered;
    }

    private static Optional<CsvTable> read(CsvParser csv, FileProblems problems) throws IOException {
        csv.nextToken();
        List<String> columns = row(csv);
        if (columns == null || columns.stream().allMatch(String::isEmpty)) {
            problems.error("file", "expected the names of columns in the first line, but found none");
            return Optional.empty();
        }
        if (columns.size() > MOST_COLUMNS || new HashSet<>(columns).size() != columns.size()) {
            problems.error(
                    "file",
                    "expected at most " + MOST_COLUMNS + " columns of different names, but found "
                            + (columns.size() > MOST_COLUMNS ? "" + columns.size() : columns));
            return Optional.empty();
        }
        List<List<String>> rows = new ArrayList<>();
        int tooLong = 0;
        for (List<String> row = row(csv); row != null; row = row(csv)) {
            if (rows.size() == MOST_ROWS) {
                problems.error("file", "expected a table of at most " + MOST_ROWS + " rows, but found more");
                return Optional.empty();
            }
            if (row.size() > columns.size() && ++tooLong <= MOST_WARNINGS) {
                // The parser stands at the beginning of the next line.
                int line = Math.max(1, csv.currentLocation().getLineNr() - 1);
                problems.warning(
                        new Position(0, line, 1, List.of()),
                        "csv",
                        "expected " + columns.size() + " values, but found " + row.size()
                                + "; those behind are set aside");
            }
            rows.add(row.size() == columns.size() ? row : fitted(row, columns.size()));
        }
        if (tooLong > MOST_WARNINGS) {
            problems.warning(
                    new Position(0, 1, 1, List.of()),
                    "csv",
                    tooLong - MOST_WARNINGS + " more rows have more than " + columns.size()
                            + " values; those behind are set aside");
        }
        return Optional.of(new CsvTable(columns, rows));
    }

    private static List<String> fitted(List<String> row, int size) {
        List<String> fitted = new ArrayList<>(row.subList(0, Math.min(size, row.size())));
        while (fitted.size() < size) {
            fitted.add("");
        }
        return fitted;
    }

    /** The next row; {@code null} behind the last. */
    private static @Nullable List<String> row(CsvParser csv) throws IOException {
        if (csv.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> row = new ArrayList<>();
        while (csv.nextToken() != JsonToken.END_ARRAY) {
            row.add(csv.getText());
        }
        return row;
    }
}
