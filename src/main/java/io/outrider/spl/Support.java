package io.outrider.spl;

/** What becomes of a part of the language here. */
enum Support {
    /** It does what Splunk's documentation says. */
    RUNS("runs"),
    /** It is read and changes no row: there is nothing here that it could act on. */
    WITHOUT_EFFECT("accepted without effect"),
    /** A search that has it is refused, because it could not give the rows that Splunk gives. */
    REFUSED("refused");

    private final String words;

    Support(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
