package io.outrider.camel;

import java.util.List;

/** The sinks that each alert goes to, as the property {@code outrider.sinks} names them. */
public final class Sinks {

    private final List<String> recipients;

    public Sinks(List<String> names) {
        recipients = names.stream().map(name -> "direct:sink-" + name).toList();
    }

    /** The endpoints at which the sinks' routes begin. */
    public List<String> recipients() {
        return recipients;
    }
}
