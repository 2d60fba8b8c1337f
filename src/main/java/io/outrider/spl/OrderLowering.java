package io.outrider.spl;

import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import io.outrider.spl.Command.Dedup;
import io.outrider.spl.Command.Head;
import io.outrider.spl.Command.Sort;
import io.outrider.spl.Command.SortKey;
import io.outrider.spl.Command.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lowers the commands that go by the order of rows: {@code sort}, {@code dedup}, {@code head}, {@code tail}, {@code transaction}. */
final class OrderLowering {

    // The Search Reference's defaults of sort, and of head and tail.
    private static final int SORTED = 10_000;
    private static final int SHOWN = 10;

    private final Context context;

    OrderLowering(Context context) {
        this.context = context;
    }

    Stage lower(Sort sort) {
        int limit = Counts.of(sort.limit(), "sort", SORTED, 0, context.problems());
        return new Stage.Sort(limit, keys(sort.keys()));
    }

    /** {@code sortby} orders the rows that are left. */
    List<Stage> lower(Dedup dedup) {
        Options options = new Options("dedup", dedup.options(), context.problems());
        options.only("keepevents", false);
        int count = Counts.of(dedup.count(), "dedup", 1, 1, context.problems());
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage.Dedup(
                count,
                Name.texts(dedup.fields()),
                options.flag("keepempty", false),
                options.flag("consecutive", false)));
        if (!dedup.sortBy().isEmpty()) {
            stages.add(new Stage.Sort(0, keys(dedup.sortBy())));
        }
        return stages;
    }

    Stage lower(Head head) {
        Options options = new Options(head.fromEnd() ? "tail" : "head", head.options(), context.problems());
        options.only("keeplast", false);
        int limit =
                Counts.of(head.limit(), "a number of rows", options.number("limit", SHOWN, 1), 1, context.problems());
        return head.fromEnd() ? new Stage.Last(limit) : new Stage.Head(limit);
    }

    Stage lower(Transaction transaction) {
        Options options = new Options("transaction", transaction.options(), context.problems());
        options.only("mvlist", false);
        return new Stage.Transaction(
                Name.texts(transaction.fields()),
                condition(transaction.startsWith()),
                condition(transaction.endsWith()),
                span(options, "maxspan"),
                span(options, "maxpause"),
                options.flag("connected", true),
                options.flag("keepevicted", false));
    }

    private @Nullable Predicate condition(@Nullable SearchExpression expression) {
        return expression == null ? null : new PredicateLowering(Name::text, context).lower(expression);
    }

    /** The span, which also says over how long the search looks; {@code null} for none, as {@code -1} says too. */
    private @Nullable Duration span(Options options, String name) {
        String text = options.text(name);
        if (text == null || text.equals("-1")) {
            return null;
        }
        Optional<Duration> span = TimeSpan.of(text);
        if (span.isEmpty()) {
            context.error(
                    options.place(name),
                    name,
                    "expected a time of a fixed length for " + name + ", as 5m, but found " + text);
            return null;
        }
        context.looksOver(span.get(), options.place(name), name + '=' + text);
        return span.get();
    }

    private List<Stage.SortKey> keys(List<SortKey> given) {
        List<Stage.SortKey> keys = new ArrayList<>();
        for (SortKey key : given) {
            keys.add(new Stage.SortKey(key.field().text(), key.descending(), order(key.function())));
        }
        return keys;
    }

    private Stage.Order order(@Nullable Name function) {
        if (function == null) {
            return Stage.Order.AUTO;
        }
        return switch (function.text().toLowerCase(Locale.ROOT)) {
            case "auto" -> Stage.Order.AUTO;
            case "ip" -> Stage.Order.IP;
            case "num" -> Stage.Order.NUMBER;
            case "str" -> Stage.Order.TEXT;
            default -> {
                context.error(
                        function.position(),
                        function.text(),
                        "expected auto, ip, num or str around a field of sort, but found " + function.text());
                yield Stage.Order.AUTO;
            }
        };
    }
}
