package io.outrider.camel;

/** Text from elsewhere as one line of a terminal or a log: nothing in it moves a cursor or forges a line. */
public final class PlainText {

    private PlainText() {}

    public static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }
}
