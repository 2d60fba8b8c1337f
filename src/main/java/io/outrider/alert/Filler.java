package io.outrider.alert;

/**
 * What stands in a row where the source gave nothing: {@code unknown}, which the data models write, {@code null}, which
 * {@code fillnull_value=null} of the published searches writes, and the empty text.
 *
 * <p>Such a value names nothing, so it is neither an observable nor an affected resource nor evidence. The search result
 * and the risk objects keep it, as in Splunk.
 */
final class Filler {

    private Filler() {}

    static boolean is(String text) {
        return text.isBlank() || text.equals("unknown") || text.equals("null");
    }
}
