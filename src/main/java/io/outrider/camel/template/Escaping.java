package io.outrider.camel.template;

import io.outrider.deliver.Place;
import io.quarkus.qute.Expression;
import io.quarkus.qute.RawString;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.TemplateNode.Origin;
import org.jspecify.annotations.Nullable;

/** Values escaped for a place. What {@code .toJson} gave is JSON already; in any other place than JSON it is a text like any other. */
record Escaping(Place place) implements ResultMapper {

    @Override
    public boolean appliesTo(Origin origin, @Nullable Object result) {
        return true;
    }

    @Override
    public String map(@Nullable Object result, Expression expression) {
        return place == Place.JSON && result instanceof RawString json
                ? json.getValue()
                : place.escape(PlainText.of(result));
    }
}
