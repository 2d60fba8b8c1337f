package io.outrider.camel.template;

import io.quarkus.qute.RawString;
import io.quarkus.qute.Results;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as texts, as they are: several with commas between them, none as nothing. */
final class PlainText {

    private PlainText() {}

    static String of(@Nullable Object value) {
        if (value == null || Results.isNotFound(value)) {
            return "";
        }
        if (Budget.plain(value) instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof RawString raw ? raw.getValue() : String.valueOf(value);
    }
}
