package io.outrider.spl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions of {@code convert} that are decided on (Search Reference, "convert", Splunk Enterprise 9). */
record ConvertRule(String name, Support support, String why) {

    private static final List<ConvertRule> ALL = List.of(
            refused("auto"),
            new ConvertRule("ctime", Support.RUNS, "of a field named without `*`"),
            refused("dur2sec"),
            refused("memk"),
            refused("mktime"),
            refused("mstime"),
            refused("none"),
            refused("num"),
            refused("rmcomma"),
            refused("rmunit"));

    private static ConvertRule refused(String name) {
        return new ConvertRule(name, Support.REFUSED, Coverage.UNUSED);
    }

    /** @param name in any case */
    static Optional<ConvertRule> of(String name) {
        return ALL.stream()
                .filter(rule -> rule.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** By name. */
    static List<ConvertRule> all() {
        return ALL;
    }
}
