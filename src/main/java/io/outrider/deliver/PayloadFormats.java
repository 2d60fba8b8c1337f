package io.outrider.deliver;

import java.util.Map;
import java.util.function.Function;

/** The forms in which a webhook may have alerts, by the words of the property {@code format}. */
final class PayloadFormats {

    private static final String DEFAULT = "ocsf";

    private final Map<String, Function<SinkSettings, PayloadFormat>> byName;

    PayloadFormats(Templates templates) {
        byName = Map.of(
                DEFAULT,
                sink -> new StandardWebhookFormat(),
                "ecs",
                sink -> new EcsFormat(),
                "splunk-risk",
                sink -> new SplunkRiskFormat(),
                "cloudevents",
                CloudEventFormat::new,
                "template",
                sink -> new TemplateFormat(sink, templates));
    }

    /**
     * The form that a sink asks for.
     *
     * @throws IllegalArgumentException if a property is wrong; the message begins with its name
     */
    PayloadFormat of(SinkSettings sink) {
        return byName.get(sink.oneOf("format", byName.keySet(), DEFAULT)).apply(sink);
    }
}
