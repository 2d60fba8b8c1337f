package io.outrider.camel.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.quarkus.qute.Expression;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import org.jspecify.annotations.Nullable;

/** Values escaped for a text of JSON (RFC 8259, 7), without its quotes; what {@code .toJson} gave is JSON already. */
final class JsonText implements ResultMapper {

    @Override
    public boolean appliesTo(Origin origin, @Nullable Object result) {
        return true;
    }

    @Override
    public String map(@Nullable Object result, Expression expression) {
        return result instanceof RawString raw
                ? raw.getValue()
                : new String(JsonStringEncoder.getInstance().quoteAsString(PlainText.of(result)));
    }
}
