package io.outrider.deliver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markdown by CommonMark 0.31 ({@code spec.commonmark.org}), for texts that hold none. */
final class Markdown {

    // Chapter 2.4: any ASCII punctuation may be escaped, and then means itself.
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final int SHORTEST_FENCE = 3;

    private Markdown() {}

    /** The message as a paragraph, the facts as a fenced block, the marker as a paragraph. */
    static String of(TicketText text) {
        String facts = String.join("\n", text.facts());
        String fence = fence(facts);
        return escaped(text.message()) + "\n\n" + fence + '\n' + facts + '\n' + fence + "\n\n" + text.marker();
    }

    private static String escaped(String text) {
        return PUNCTUATION.matcher(text).replaceAll(sign -> Matcher.quoteReplacement("\\" + sign.group()));
    }

    // Chapter 4.5: a block ends at a fence that is at least as long as its own.
    private static String fence(String text) {
        int longest = BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
        return "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
    }
}
