package io.outrider.camel;

import java.util.List;

/** The sinks that something goes to, as a property names them. */
public final class Sinks {

    private final List<String> recipients;

    /** @param kind what their routes' entrances begin with: {@code sink} or {@code matched} */
    public Sinks(String kind, List<String> names) {
        recipients = names.stream().map(name -> "direct:" + kind + '-' + name).toList();
    }

    /** The endpoints at which the sinks' routes begin. */
    public List<String> recipients() {
        return recipients;
    }
}
