package io.outrider.deliver;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The kinds of systems that take alerts over HTTP, by the type of their sinks. */
public final class Targets {

    private final Map<String, Function<SinkSettings, Target>> byType;

    /** Without templates: a sink that asks for one is refused. */
    public Targets() {
        this(new NoTemplates());
    }

    /** @param templates of operators, for the kinds that take one */
    public Targets(Templates templates) {
        byType = Map.ofEntries(
                Map.entry("elasticsearch", Elasticsearch::new),
                Map.entry("jira", sink -> new Tickets(new Jira(sink))),
                Map.entry("pagerduty", PagerDuty::new),
                Map.entry("request-tracker", sink -> new Tickets(new RequestTracker(sink))),
                Map.entry("servicenow", sink -> new Tickets(new ServiceNow(sink))),
                Map.entry("splunk-hec", SplunkHec::new),
                Map.entry("splunk-soar", SplunkSoar::new),
                Map.entry("thehive", sink -> new Tickets(new TheHive(sink))),
                Map.entry("webhook", sink -> new Webhook(sink, templates)));
    }

    private static final class NoTemplates implements Templates {
        @Override
        public Template read(String file, Place place, Set<String> names) {
            throw new IllegalArgumentException("expected no template, but found '" + file + "'");
        }

        @Override
        public Template of(String name, String text, Place place, Set<String> names) {
            throw new IllegalArgumentException("expected no template, but found '" + name + "'");
        }
    }

    /** Whether sinks of the type call such a system. */
    public boolean knows(String type) {
        return byType.containsKey(type);
    }

    /**
     * The system of a sink.
     *
     * @throws IllegalArgumentException if a property is wrong; the message begins with its name and holds no secret
     */
    public Target of(SinkSettings sink) {
        // Whatever the target reads, these are for all.
        sink.url();
        sink.timeout();
        HttpOptions.of(sink);
        return byType.get(sink.type()).apply(sink);
    }
}
