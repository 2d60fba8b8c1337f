package io.outrider.app;

/** Text from elsewhere as one line of a terminal or a log: nothing in it moves a cursor or forges a line. */
final class PlainText {

    private PlainText() {}

    static String line(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }
}
