package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.AddTotals;
import io.outrider.spl.Command.Bin;
import io.outrider.spl.Command.FillNull;
import io.outrider.spl.Command.Replace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lowers the commands that change the values of fields they name: {@code bin}, {@code fillnull}, {@code replace}, {@code addtotals}. */
final class FieldsLowering {

    private static final String SPAN = "span";

    private final Context context;

    FieldsLowering(Context context) {
        this.context = context;
    }

    List<Stage> lower(Bin bin) {
        Options options = new Options("bin", bin.options(), context.problems());
        String text = options.text(SPAN);
        String as = bin.as() == null ? bin.field().text() : bin.as().text();
        if (text == null) {
            if (options.isClean()) {
                context.error(
                        bin.position(),
                        SPAN,
                        "expected span=..., as span=5m, for bin, but found none; without it the width would depend on"
                                + " the rows of the window");
            }
            return List.of();
        }
        boolean time = bin.field().text().equals("_time");
        Optional<Duration> duration = TimeSpan.of(text);
        if (duration.isPresent()) {
            if (time) {
                context.looksOver(duration.get(), options.place(SPAN), "span=" + text);
            }
            return List.of(new Stage.Bin(bin.field().text(), as, new Stage.Span.Time(duration.get())));
        }
        Optional<Double> number = number(text);
        if (number.isEmpty()) {
            context.error(
                    options.place(SPAN),
                    SPAN,
                    "expected a time of a fixed length or a number for span, as 5m or 100, but found " + text);
            return List.of();
        }
        if (time) {
            // Splunk takes a bare number for _time as seconds.
            Duration seconds = Duration.ofMillis(Math.round(number.get() * 1000));
            context.looksOver(seconds, options.place(SPAN), "span=" + text);
            return List.of(new Stage.Bin("_time", as, new Stage.Span.Time(seconds)));
        }
        return List.of(new Stage.Bin(bin.field().text(), as, new Stage.Span.Number(number.get())));
    }

    private static Optional<Double> number(String text) {
        // No infinity and no zero: a bin has a width.
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        return Optional.of(Double.valueOf(text)).filter(number -> number > 0);
    }

    Stage lower(FillNull fill) {
        Options options = new Options("fillnull", fill.options(), context.problems());
        String value = options.text("value", "0");
        List<String> fields = Name.texts(fill.fields());
        return fields.isEmpty() ? new Stage.FillAll(value) : new Stage.FillNull(value, fields);
    }

    Stage lower(Replace replace) {
        return new Stage.Replace(
                replace.replacements().stream()
                        .map(one -> new Stage.Replacement(
                                one.from().text(), one.to().text()))
                        .toList(),
                Name.texts(replace.fields()));
    }

    Stage lower(AddTotals totals) {
        Options options = new Options("addtotals", totals.options(), context.problems());
        options.only("row", true);
        options.only("col", false);
        return new Stage.AddTotals(Name.texts(totals.fields()), options.text("fieldname", "Total"));
    }
}
