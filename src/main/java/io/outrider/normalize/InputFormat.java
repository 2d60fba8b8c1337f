package io.outrider.normalize;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an input is cut into records: {@code outrider.source.<name>.format}. */
public enum InputFormat {
    /** By its content, record by record. */
    AUTO,
    /** JSON objects; what holds them, an array or an envelope, is not looked for. Other text is one record a line. */
    JSON,
    /** JSON objects, also those of arrays and envelopes, each a record. Other text is one record a line. */
    JSON_ARRAY,
    /** XML events. Other text is one record a line. */
    XML,
    /** Rows of comma-separated values (RFC 4180) below a row with the names of the columns. */
    CSV,
    /** Lines, each a record, whatever they begin with. */
    TEXT;

    /** As operators write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The format of a name, in any case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static InputFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of "
                        + Arrays.stream(values()).map(InputFormat::toString).collect(Collectors.joining(", "))
                        + ", but found '" + name + "'"));
    }

    boolean takesArraysApart() {
        return this == AUTO || this == JSON_ARRAY;
    }

    boolean hasJson() {
        return this == AUTO || this == JSON || this == JSON_ARRAY;
    }

    boolean hasXml() {
        return this == AUTO || this == XML;
    }
}
