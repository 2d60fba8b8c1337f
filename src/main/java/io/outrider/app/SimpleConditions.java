package io.outrider.app;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.regex.Pattern;

/** Leaves the expressions of conditions ({@code outrider.sink.NAME.when}) to Camel: to configuration they look like its own. */
@Priority(Priorities.LIBRARY)
public final class SimpleConditions implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    private static final Pattern CONDITION = Pattern.compile("outrider\\.sink\\..+\\.when");

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        if (value == null
                || value.getValue() == null
                || !CONDITION.matcher(name).matches()) {
            return value;
        }
        return value.withValue(value.getValue().replace("${", "\\${"));
    }
}
