package io.outrider.spl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code transaction}, after Splunk Enterprise 9.4, Search Reference, "transaction". Events come latest first, as in Splunk,
 * so that one fulfilling {@code endswith} opens a transaction and one fulfilling {@code startswith} closes it.
 *
 * <p>A transaction without the end or start that is asked for is evicted, and shown with {@code keepevicted=true} only. Where
 * nothing is said of a start, those still open at the end of the events are shown too. {@code closed_txn} is 1 where
 * {@code startswith} or a bound closed it, else 0. Not said there: values of a multivalue field are equal if all are.
 */
final class ReferenceTransaction {

    private final Command.Transaction command;
    private final BiPredicate<SearchExpression, ReferenceRow> condition;
    private final Optional<Double> maxSpan;
    private final Optional<Double> maxPause;
    private final boolean connected;
    private final boolean keepEvicted;
    private static final int MAX_EVENTS = 1_000;

    // The one that took an event last is the last.
    private final List<Open> open = new ArrayList<>();
    private final List<ReferenceRow> result = new ArrayList<>();

    ReferenceTransaction(Command.Transaction command, BiPredicate<SearchExpression, ReferenceRow> condition) {
        this.command = command;
        this.condition = condition;
        this.maxSpan = seconds("maxspan");
        this.maxPause = seconds("maxpause");
        this.connected = ReferenceInterpreter.isSet(command.options(), "connected", true);
        this.keepEvicted = ReferenceInterpreter.isSet(command.options(), "keepevicted", false);
        command.options().forEach(option -> {
            String name = option.name().text().toLowerCase(Locale.ROOT);
            if (!Set.of("maxspan", "maxpause", "connected", "keepevicted").contains(name)) {
                throw new UnsupportedOperationException("transaction " + name);
            }
        });
    }

    private Optional<Double> seconds(String name) {
        return ReferenceInterpreter.option(command.options(), name)
                .filter(text -> !text.startsWith("-"))
                .map(text -> {
                    String unit = text.replaceFirst("^\\d+", "");
                    double amount = Double.parseDouble(text.substring(0, text.length() - unit.length()));
                    return unit.isEmpty()
                            ? amount
                            : amount * ReferenceTime.unit(unit).getDuration().toSeconds();
                });
    }

    /** Rows that do not come latest first are put in that order; those without a time are in none. */
    List<ReferenceRow> of(List<ReferenceRow> rows) {
        rows.stream()
                .filter(row -> time(row) != null)
                .sorted(Comparator.comparing(ReferenceTransaction::time).reversed())
                .forEach(this::accept);
        List.copyOf(open).forEach(transaction -> close(transaction, command.startsWith() == null, false));
        result.sort(Comparator.comparing(ReferenceTransaction::time).reversed());
        return result;
    }

    private static @Nullable Double time(ReferenceRow row) {
        return ReferenceText.number(row.text("_time"));
    }

    private void accept(ReferenceRow row) {
        List<String> fields = Name.texts(command.fields());
        if (!fields.isEmpty() && fields.stream().allMatch(field -> row.get(field) == null)) {
            return;
        }
        boolean ends = command.endsWith() != null && condition.test(command.endsWith(), row);
        boolean starts = command.startsWith() != null && condition.test(command.startsWith(), row);
        Open transaction = taker(row, fields);
        if (transaction != null && (ends || isFull(transaction, row))) {
            close(transaction, command.startsWith() == null, isFull(transaction, row));
            transaction = null;
        }
        if (transaction == null) {
            transaction = new Open(ends || command.endsWith() == null);
        }
        open.remove(transaction);
        open.add(transaction);
        transaction.add(row, fields);
        if (starts) {
            close(transaction, true, true);
        }
    }

    private boolean isFull(Open transaction, ReferenceRow row) {
        return maxSpan.isPresent() && time(transaction.latest()) - time(row) > maxSpan.get()
                || maxPause.isPresent() && time(transaction.earliest()) - time(row) > maxPause.get()
                || transaction.rows.size() == MAX_EVENTS;
    }

    private @Nullable Open taker(ReferenceRow row, List<String> fields) {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).takes(row, fields)) {
                return open.get(i);
            }
        }
        return null;
    }

    /** @param closed by a condition, not by the end of the events */
    private void close(Open transaction, boolean started, boolean closed) {
        open.remove(transaction);
        boolean complete = started && transaction.ended;
        if (complete || keepEvicted) {
            result.add(transaction.row(complete && closed));
        }
    }

    private final class Open {
        private final List<ReferenceRow> rows = new ArrayList<>();
        private final Map<String, List<String>> values = new LinkedHashMap<>();
        private final boolean ended;

        private Open(boolean ended) {
            this.ended = ended;
        }

        private ReferenceRow latest() {
            return rows.get(0);
        }

        private ReferenceRow earliest() {
            return rows.get(rows.size() - 1);
        }

        private void add(ReferenceRow row, List<String> fields) {
            rows.add(row);
            for (String field : fields) {
                if (row.get(field) != null) {
                    values.put(field, row.get(field));
                }
            }
        }

        private boolean takes(ReferenceRow row, List<String> fields) {
            boolean common = fields.isEmpty() || !connected;
            for (String field : fields) {
                List<String> own = values.get(field);
                List<String> others = row.get(field);
                if (own != null && others != null) {
                    if (!own.equals(others)) {
                        return false;
                    }
                    common = true;
                }
            }
            return common;
        }

        /** The union of all fields, each value once and in the order of texts; the earliest event's time. */
        private ReferenceRow row(boolean closed) {
            Map<String, Set<String>> union = new LinkedHashMap<>();
            rows.forEach(row -> row.fields()
                    .forEach((field, texts) ->
                            union.computeIfAbsent(field, f -> new TreeSet<>()).addAll(texts)));
            ReferenceRow row = new ReferenceRow(
                    new LinkedHashMap<>(), earliest().time(), earliest().tie());
            union.forEach((field, texts) -> row.put(field, List.copyOf(texts)));
            row.put("_time", earliest().get("_time"));
            List<String> raws = new ArrayList<>();
            for (int i = rows.size() - 1; i >= 0; i--) {
                raws.addAll(
                        rows.get(i).get("_raw") == null
                                ? List.of()
                                : rows.get(i).get("_raw"));
            }
            row.put("_raw", raws.isEmpty() ? null : List.of(String.join("\n", raws)));
            // Times are to the microsecond: a difference of doubles has noise behind it.
            row.put(
                    "duration",
                    List.of(ReferenceText.text(Math.round((time(latest()) - time(earliest())) * 1e6) / 1e6)));
            row.put("eventcount", List.of(ReferenceText.text(rows.size())));
            row.put("closed_txn", List.of(closed ? "1" : "0"));
            return row;
        }
    }
}
