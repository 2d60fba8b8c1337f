package io.outrider.enrich;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of assets or identities: CSV in UTF-8 with the names of columns in its first line, in any order and any case. What is
 * wrong with a value is a warning, what is wrong with the file an error.
 */
final class InventoryFile {

    // Splunk's own bound of an asset list that is fast is some 300,000 rows; in memory a row takes a kilobyte or so.
    static final int MOST_ROWS = 200_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_COLUMNS = 100;
    // A whole file with a wrong value in each row would be a warning each.
    private static final int MOST_WARNINGS = 20;

    private static final CsvFactory CSV = CsvFactory.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final Path file;
    private final List<String> warnings = new ArrayList<>();
    private int more;

    InventoryFile(Path file) {
        this.file = file;
    }

    /** @param keys columns of which the file must have one @throws InvalidInventoryException if it is no such file */
    List<InventoryRow> read(List<String> keys) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw invalid(1, "expected at most " + MOST_BYTES + " bytes, but found more");
            }
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                    CsvParser csv = CSV.createParser(behindMark(reader))) {
                return read(csv, keys);
            }
        } catch (NoSuchFileException e) {
            throw invalid(1, "expected a file, but found none");
        } catch (CharacterCodingException e) {
            throw invalid(1, "expected UTF-8, but found bytes that are none");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw invalid(line, "expected CSV, but found an error: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw invalid(1, "expected a file that can be read, but found " + e);
        }
    }

    private static Reader behindMark(Reader reader) throws IOException {
        BufferedReader buffered = new BufferedReader(reader);
        buffered.mark(1);
        if (buffered.read() != '\uFEFF') {
            buffered.reset();
        }
        return buffered;
    }

    private List<InventoryRow> read(CsvParser csv, List<String> keys) throws IOException {
        csv.nextToken();
        List<String> header = texts(csv);
        List<String> columns = header == null
                ? List.of()
                : header.stream().map(InventoryRow::key).toList();
        if (columns.size() > MOST_COLUMNS || new HashSet<>(columns).size() != columns.size()) {
            throw invalid(
                    1, "expected at most " + MOST_COLUMNS + " columns of different names, but found " + columns.size());
        }
        if (keys.stream().noneMatch(columns::contains)) {
            throw invalid(
                    1, "expected a first line with one of the columns " + String.join(", ", keys) + ", but found none");
        }
        List<InventoryRow> rows = new ArrayList<>();
        for (List<String> texts = texts(csv); texts != null; texts = texts(csv)) {
            if (rows.size() == MOST_ROWS) {
                throw invalid(line(csv), "expected at most " + MOST_ROWS + " rows, but found more");
            }
            rows.add(row(line(csv), columns, texts));
        }
        return rows;
    }

    // The parser stands at the beginning of the next line.
    private static int line(CsvParser csv) {
        return Math.max(1, csv.currentLocation().getLineNr() - 1);
    }

    private static @Nullable List<String> texts(CsvParser csv) throws IOException {
        if (csv.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> row = new ArrayList<>();
        while (csv.nextToken() != JsonToken.END_ARRAY) {
            row.add(csv.getText());
        }
        return row;
    }

    private InventoryRow row(int line, List<String> columns, List<String> texts) {
        Map<String, List<String>> data = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), texts.size()); i++) {
            List<String> values = InventoryRow.values(texts.get(i));
            if (!values.isEmpty() && !columns.get(i).isEmpty()) {
                data.put(columns.get(i), values);
            }
        }
        Priority highest = Priority.UNKNOWN;
        for (String text : data.getOrDefault("priority", List.of())) {
            Priority priority = Priority.of(text).orElse(null);
            if (priority == null) {
                warn(
                        line,
                        "expected a priority of unknown, informational, low, medium, high or critical, but found '"
                                + text + "'");
            } else if (priority.compareTo(highest) > 0) {
                highest = priority;
            }
        }
        return new InventoryRow(line, data, highest);
    }

    void warn(int line, String message) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(file + ":" + line + ": " + message);
        } else {
            more++;
        }
    }

    /** One line each. */
    List<String> warnings() {
        List<String> all = new ArrayList<>(warnings);
        if (more > 0) {
            all.add(file + ": and " + more + " more like these");
        }
        return all;
    }

    private InvalidInventoryException invalid(int line, String message) {
        return new InvalidInventoryException(file + ":" + line + ": " + message);
    }
}
