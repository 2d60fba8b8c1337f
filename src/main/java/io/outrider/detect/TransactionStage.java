package io.outrider.detect;

import io.outrider.rule.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code transaction}: rows that belong together become one. After Splunk Enterprise 9.4, Search Reference, "transaction".
 *
 * <p>Rows are taken from the latest to the earliest, as a search gives them. A row joins the open transaction that it
 * shares the values of the fields with and does not stretch too far. A row that matches {@code endswith} opens a new one;
 * one that matches {@code startswith} completes the one it joins. A transaction that lacks the end or start that is asked
 * for is evicted: it goes, unless {@code keepevicted}. {@code closed_txn} is 1 where {@code startswith} or a bound closed it,
 * else 0. Rows without any of the fields, or without a time, are in none.
 * Transactions are given from the latest to the earliest, by the time of their first row.
 */
final class TransactionStage implements TableStage {

    /** {@code maxopentxn} of limits.conf. The one that was used longest ago is evicted. */
    private static final int MOST_OPEN = 5_000;

    /** {@code maxevents}: a transaction of so many rows is closed. */
    private static final int MOST_ROWS = 1_000;

    private final Stage.Transaction stage;
    private final @Nullable Condition startsWith;
    private final @Nullable Condition endsWith;

    TransactionStage(Stage.Transaction stage) {
        this.stage = stage;
        startsWith = stage.startsWith() == null ? null : PredicateCompiler.compile(stage.startsWith());
        endsWith = stage.endsWith() == null ? null : PredicateCompiler.compile(stage.endsWith());
    }

    @Override
    public List<ResultRow> apply(List<ResultRow> rows, WindowRows window) {
        List<Timed> timed = new ArrayList<>(rows.size());
        for (ResultRow row : rows) {
            Instant time = TablePlaces.time(row);
            if (time != null) {
                timed.add(new Timed(row, time));
            }
        }
        // Stable: rows of one moment stay in their order.
        timed.sort(Comparator.comparing(Timed::time).reversed());
        Run run = new Run();
        timed.forEach(run::accept);
        return run.results();
    }

    private record Timed(ResultRow row, Instant time) {}

    /** One pass over the rows. */
    private final class Run {

        // By use: the one that was used longest ago is first.
        private final Map<List<String>, OpenTransaction> open = new LinkedHashMap<>(16, 0.75f, true);
        private final List<OpenTransaction> done = new ArrayList<>();
        // Of those that are open: only if there is one must a row be held against each.
        private int lackingAField;

        void accept(Timed timed) {
            ResultRow row = timed.row();
            Map<String, List<String>> values = values(row);
            if (values.isEmpty() && !stage.fields().isEmpty()) {
                return;
            }
            OpenTransaction transaction = find(values);
            boolean ends = endsWith != null && endsWith.test(row);
            boolean full =
                    transaction != null && (tooFar(transaction, timed.time()) || transaction.size() >= MOST_ROWS);
            if (transaction != null && (ends || full)) {
                close(transaction, startsWith == null, full);
                transaction = null;
            }
            if (transaction == null) {
                transaction = new OpenTransaction(stage.fields(), ends || endsWith == null);
            } else {
                remove(transaction);
            }
            transaction.add(row, timed.time(), values);
            if (startsWith != null && startsWith.test(row)) {
                transaction.complete(true, true);
                done.add(transaction);
            } else {
                put(transaction);
            }
        }

        private void put(OpenTransaction transaction) {
            OpenTransaction before = open.get(transaction.key());
            if (before != null) {
                close(before, startsWith == null, false);
            }
            open.put(transaction.key(), transaction);
            lackingAField += transaction.lacksAField() ? 1 : 0;
            if (open.size() > MOST_OPEN) {
                close(open.values().iterator().next(), false, false);
            }
        }

        private Map<String, List<String>> values(ResultRow row) {
            Map<String, List<String>> values = new LinkedHashMap<>();
            for (String field : stage.fields()) {
                if (row.get(field) != null) {
                    values.put(field, row.get(field).texts());
                }
            }
            return values;
        }

        private @Nullable OpenTransaction find(Map<String, List<String>> values) {
            OpenTransaction equal = open.get(OpenTransaction.key(stage.fields(), values));
            if (equal != null || values.size() == stage.fields().size() && lackingAField == 0) {
                return equal;
            }
            OpenTransaction latest = null;
            for (OpenTransaction transaction : open.values()) {
                if (transaction.takes(values, stage.connected())) {
                    latest = transaction;
                }
            }
            return latest;
        }

        private void remove(OpenTransaction transaction) {
            open.remove(transaction.key());
            lackingAField -= transaction.lacksAField() ? 1 : 0;
        }

        private boolean tooFar(OpenTransaction transaction, Instant time) {
            return isLonger(time, transaction.latest(), stage.maxSpan())
                    || isLonger(time, transaction.earliest(), stage.maxPause());
        }

        private boolean isLonger(Instant from, Instant to, @Nullable Duration bound) {
            return bound != null && Duration.between(from, to).compareTo(bound) > 0;
        }

        private void close(OpenTransaction transaction, boolean started, boolean byCondition) {
            remove(transaction);
            transaction.complete(started, byCondition);
            if (transaction.isComplete() || stage.keepEvicted()) {
                done.add(transaction);
            }
        }

        List<ResultRow> results() {
            new ArrayList<>(open.values()).forEach(transaction -> close(transaction, startsWith == null, false));
            // Stable: of equal times, the one that was done first.
            done.sort(Comparator.comparing(OpenTransaction::earliest).reversed());
            List<ResultRow> results = new ArrayList<>(done.size());
            for (OpenTransaction transaction : done) {
                if (transaction.isComplete() || stage.keepEvicted()) {
                    results.add(transaction.result());
                }
            }
            return results;
        }
    }
}
