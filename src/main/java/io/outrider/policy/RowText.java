package io.outrider.policy;

import io.outrider.cim.Value;
import java.util.Map;

/** A row in one line, for lists: as much of it as finds room, without what could forge a line or move a cursor. */
final class RowText {

    // Enough to tell rows apart; 100,000 of them are listed.
    private static final int LONGEST = 300;
    private static final int LONGEST_VALUE = 80;

    private RowText() {}

    static String of(Map<String, Value> row) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Value> column : row.entrySet()) {
            if (text.length() >= LONGEST) {
                break;
            }
            text.append(text.isEmpty() ? "" : "  ")
                    .append(cut(column.getKey()))
                    .append('=')
                    .append(cut(String.join(
                            ",",
                            column.getValue()
                                    .texts()
                                    .subList(
                                            0,
                                            Math.min(
                                                    LONGEST_VALUE,
                                                    column.getValue().texts().size())))));
        }
        return text.toString();
    }

    private static String cut(String value) {
        String some = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
        return some.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ");
    }
}
