package io.outrider.detect;

import io.outrider.cim.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The rows of one transaction, from the latest to the earliest. Its result has the time of the earliest, all values of each
 * field, distinct and in alphabetical order, the texts {@code _raw} in the order of time, and {@code duration} in seconds,
 * {@code eventcount} and {@code closed_txn}.
 */
final class OpenTransaction {

    private static final double NANOS_OF_A_SECOND = 1e9;

    private final List<String> fields;
    private final boolean ended;
    private final List<ResultRow> rows = new ArrayList<>();
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private Instant latest = Instant.MIN;
    private Instant earliest = Instant.MAX;
    private boolean complete;
    private boolean closed;

    /** @param ended whether it has the end that is asked for */
    OpenTransaction(List<String> fields, boolean ended) {
        this.fields = fields;
        this.ended = ended;
    }

    /** @param of the row's values of the fields that it has */
    void add(ResultRow row, Instant time, Map<String, List<String>> of) {
        rows.add(row);
        of.forEach(values::putIfAbsent);
        latest = Moments.later(latest, time);
        earliest = Moments.earlier(earliest, time);
    }

    List<String> key() {
        return key(fields, values);
    }

    /** What transactions are found by: the values of all fields, and where one is absent, that it is. */
    static List<String> key(List<String> fields, Map<String, List<String>> values) {
        List<String> key = new ArrayList<>();
        for (String field : fields) {
            List<String> texts = values.get(field);
            key.add(texts == null ? "" : "=" + texts.size());
            key.addAll(texts == null ? List.of() : texts);
        }
        return key;
    }

    /** Whether a row with these values belongs to it. @param connected whether they need a value in common */
    boolean takes(Map<String, List<String>> of, boolean connected) {
        boolean common = false;
        for (Map.Entry<String, List<String>> value : of.entrySet()) {
            List<String> own = values.get(value.getKey());
            if (own != null && !own.equals(value.getValue())) {
                return false;
            }
            common |= own != null;
        }
        return common || !connected;
    }

    boolean lacksAField() {
        return values.size() < fields.size();
    }

    int size() {
        return rows.size();
    }

    Instant latest() {
        return latest;
    }

    Instant earliest() {
        return earliest;
    }

    /**
     * No row joins it any more.
     *
     * @param started whether it has the start that is asked for
     * @param byCondition whether a condition closed it, which is a start or a bound, not the end of the rows
     */
    void complete(boolean started, boolean byCondition) {
        complete = started && ended;
        closed = complete && byCondition;
    }

    boolean isComplete() {
        return complete;
    }

    ResultRow result() {
        Map<String, TreeSet<String>> texts = new LinkedHashMap<>();
        List<String> raws = new ArrayList<>();
        Provenance from = rows.get(0).from();
        for (int i = rows.size() - 1; i >= 0; i--) {
            ResultRow row = rows.get(i);
            if (i > 0) {
                from = from.with(row.from());
            }
            row.columns().forEach((name, value) -> {
                if (name.equals("_raw")) {
                    raws.add(value.text());
                } else if (!name.equals("_time")) {
                    texts.computeIfAbsent(name, n -> new TreeSet<>()).addAll(value.texts());
                }
            });
        }
        Map<String, Value> columns = new LinkedHashMap<>();
        columns.put("_time", rows.get(rows.size() - 1).columns().get("_time"));
        if (!raws.isEmpty()) {
            columns.put("_raw", Value.of(String.join("\n", raws)));
        }
        texts.forEach((name, all) -> columns.put(name, Value.of(List.copyOf(all))));
        columns.put("duration", Value.of(Duration.between(earliest, latest).toNanos() / NANOS_OF_A_SECOND));
        columns.put("eventcount", Value.of(rows.size()));
        columns.put("closed_txn", Value.of(closed ? 1 : 0));
        return ResultRow.of(columns, fields.isEmpty() ? from.ungrouped() : from.by(by(), false));
    }

    private Map<String, String> by() {
        Map<String, String> by = new LinkedHashMap<>();
        values.forEach((field, texts) -> by.put(field, String.join("\n", texts)));
        return by;
    }
}
