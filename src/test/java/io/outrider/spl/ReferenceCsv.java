package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;

/**
 * A CSV text as rows of cells (RFC 4180); empty lines are no rows. Blanks around a cell without quotes are no part of it, since
 * published searches name columns without the blank that stands before them in the file.
 */
final class ReferenceCsv {

    private ReferenceCsv() {}

    static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean hadQuotes = false;
        String text = csv.replaceFirst("^\uFEFF", "").replace("\r\n", "\n") + "\n";
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
                hadQuotes = true;
            } else if (!quoted && (c == ',' || c == '\n')) {
                row.add(hadQuotes ? cell.toString() : cell.toString().strip());
                cell.setLength(0);
                hadQuotes = false;
                if (c == '\n') {
                    if (row.size() > 1 || !row.get(0).isEmpty()) {
                        rows.add(row);
                    }
                    row = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        return rows;
    }
}
