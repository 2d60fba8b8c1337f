package io.outrider.deliver;

import java.util.regex.Pattern;

/**
 * Jira's wiki markup, as Data Center takes it ("Text Formatting Notation Help"). All of a finding stands between {@code {noformat}}
 * and {@code {noformat}}, where nothing else has a meaning; signs cannot be escaped one by one, for a backslash behind a backslash
 * breaks the line.
 */
final class WikiMarkup {

    private static final Pattern END = Pattern.compile("\\{(noformat)", Pattern.CASE_INSENSITIVE);

    private WikiMarkup() {}

    /** The whole text, which is shown as it is; an end of the block within it is spelled with a blank. */
    static String of(TicketText text) {
        return "{noformat}\n" + END.matcher(text.plain()).replaceAll("{ $1") + "\n{noformat}";
    }
}
