package io.outrider.camel.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.deliver.TextFunctions;
import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What templates may do with values: {@code .oneLine}, {@code .cut(n)}, {@code .slack}, {@code .code}, {@code .lower}, {@code
 * .upper} and {@code .toJson}; with lists also {@code .limit(n)}.
 */
final class TextResolver implements ValueResolver {

    private static final Set<String> NAMES = Set.of("oneLine", "slack", "code", "lower", "upper", "toJson");
    private static final String CUT = "cut";
    private static final String LIMIT = "limit";

    private final ObjectMapper json;

    TextResolver(ObjectMapper json) {
        this.json = json;
    }

    // Before what a map has below such a name.
    @Override
    public int getPriority() {
        return 10;
    }

    @Override
    public boolean appliesTo(EvalContext context) {
        return context.getBase() != null
                && (NAMES.contains(context.getName()) && context.getParams().isEmpty()
                        || context.getName().equals(CUT) && context.getParams().size() == 1
                        || context.getName().equals(LIMIT)
                                && context.getParams().size() == 1
                                && context.getBase() instanceof List<?>);
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Object base = context.getBase();
        if (Results.isNotFound(base)) {
            return Results.notFound(context);
        }
        Budget budget = (Budget) context.getAttribute(Budget.ATTRIBUTE);
        budget.check();
        if (context.getName().equals(CUT)) {
            return number(context).thenApply(most -> budget.made(TextFunctions.cut(PlainText.of(base), most)));
        }
        if (context.getName().equals(LIMIT)) {
            List<?> list = (List<?>) Budget.plain(base);
            return number(context).thenApply(most -> budget.counted(list.subList(0, Math.min(most, list.size()))));
        }
        String text = budget.made(
                switch (context.getName()) {
                    case "oneLine" -> TextFunctions.oneLine(PlainText.of(base));
                    case "slack" -> TextFunctions.slack(PlainText.of(base));
                    case "code" -> TextFunctions.code(PlainText.of(base));
                    case "lower" -> PlainText.of(base).toLowerCase(Locale.ROOT);
                    case "upper" -> PlainText.of(base).toUpperCase(Locale.ROOT);
                    default -> toJson(base);
                });
        return CompletedStage.of(context.getName().equals("toJson") ? new RawString(text) : text);
    }

    private static CompletionStage<Integer> number(EvalContext context) {
        return context.evaluate(context.getParams().get(0)).thenApply(most -> {
            if (most instanceof Number number && number.intValue() > 0) {
                return number.intValue();
            }
            throw new IllegalArgumentException(
                    "expected a number above 0 in ." + context.getName() + "(n), but found " + PlainText.of(most));
        });
    }

    private String toJson(Object base) {
        try {
            return json.writeValueAsString(base instanceof RawString raw ? raw.getValue() : Budget.plain(base));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "expected a value that JSON has, but found " + e.getOriginalMessage(), e);
        }
    }
}
