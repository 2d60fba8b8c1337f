package io.outrider.camel.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.deliver.TextFunctions;
import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What templates may do with values: {@code .oneLine}, {@code .cut(n)}, {@code .slack}, {@code .code}, {@code .lower}, {@code .upper}, {@code .toJson}. */
final class TextResolver implements ValueResolver {

    private static final Set<String> NAMES = Set.of("oneLine", "slack", "code", "lower", "upper", "toJson");
    private static final String CUT = "cut";

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
                        || context.getName().equals(CUT) && context.getParams().size() == 1);
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Object base = context.getBase();
        if (Results.isNotFound(base)) {
            return Results.notFound(context);
        }
        if (context.getName().equals(CUT)) {
            return context.evaluate(context.getParams().get(0)).thenApply(most -> cut(base, most));
        }
        return CompletedStage.of(
                switch (context.getName()) {
                    case "oneLine" -> TextFunctions.oneLine(PlainText.of(base));
                    case "slack" -> TextFunctions.slack(PlainText.of(base));
                    case "code" -> TextFunctions.code(PlainText.of(base));
                    case "lower" -> PlainText.of(base).toLowerCase(Locale.ROOT);
                    case "upper" -> PlainText.of(base).toUpperCase(Locale.ROOT);
                    default -> toJson(base);
                });
    }

    private static String cut(Object base, Object most) {
        if (!(most instanceof Number number) || number.intValue() < 1) {
            throw new IllegalArgumentException("expected a number of characters in .cut(n), but found " + most);
        }
        return TextFunctions.cut(PlainText.of(base), number.intValue());
    }

    private RawString toJson(Object base) {
        try {
            return new RawString(json.writeValueAsString(base instanceof RawString raw ? raw.getValue() : base));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a value that JSON has, but found " + e.getOriginalMessage(), e);
        }
    }
}
