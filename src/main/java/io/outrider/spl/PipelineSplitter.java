package io.outrider.spl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the commands of a pipeline, the whole search or one in brackets: they end at a {@code |} that stands in no quotes
 * and in no brackets.
 */
final class PipelineSplitter {

    // Only here does ' quote: elsewhere it is an apostrophe.
    private static final Set<String> SINGLE_QUOTES = Set.of("eval", "where");

    private final Expansion search;
    private final Problems problems;
    private final String text;
    private final int end;
    private final List<Segment> segments = new ArrayList<>();

    /** @param end offset in the expanded text where the pipeline ends */
    PipelineSplitter(Expansion search, Problems problems, int end) {
        this.search = search;
        this.problems = problems;
        this.text = search.text();
        this.end = end;
    }

    /**
     * The commands from {@code start} on. Where one is missing, or holds an open quote or bracket, there is an error
     * instead, and the others are found all the same.
     *
     * @param inBrackets whether the first word is a command even without a {@code |} before it
     */
    List<Segment> split(int start, boolean inBrackets) {
        int at = skipBlanks(start);
        if (at < end && text.charAt(at) == '|') {
            at++;
        } else if (inBrackets ? startsWithCondition(at) : !startsWithSearch(at)) {
            // A search that begins with a term, as sourcetype=x | stats count: the command search goes without saying.
            at = add(at, at, at, "search");
        }
        while (at <= end) {
            int name = skipBlanks(at);
            int nameEnd = identifierEnd(name);
            at = add(at, name, nameEnd, text.substring(name, nameEnd));
        }
        return List.copyOf(segments);
    }

    /** Adds the command that starts at {@code from}, and tells where the next one starts. */
    private int add(int from, int nameOffset, int nameEnd, String name) {
        try {
            int segmentEnd = segmentEnd(from, SINGLE_QUOTES.contains(name.toLowerCase(Locale.ROOT)));
            boolean missing = name.isEmpty() || nameEnd > segmentEnd || from == segmentEnd;
            if (missing) {
                problems.error(missing(nameOffset).problem());
            } else {
                segments.add(new Segment(name, nameOffset, nameEnd, segmentEnd));
            }
            return segmentEnd + 1;
        } catch (SplException e) {
            problems.error(e.problem());
            return end + 1;
        }
    }

    private boolean startsWithSearch(int start) {
        int word = identifierEnd(start);
        return text.substring(start, word).equalsIgnoreCase("search")
                && (word == end || Character.isWhitespace(text.charAt(word)) || text.charAt(word) == '|');
    }

    /** Whether no command's name stands at the offset. Examples: {@code sourcetype=x}, {@code "a b"}, {@code NOT a}. */
    private boolean startsWithCondition(int start) {
        int word = identifierEnd(start);
        if (word == start || text.substring(start, word).equals("NOT")) {
            return true;
        }
        // Examples: a=1, a > 1, a.b=1, 10.0.0.1; but eval <<FIELD>>=1 is a command and its placeholder.
        int behind = skipBlanks(word);
        boolean operator = behind < end && "=!<>".indexOf(text.charAt(behind)) >= 0 && !text.startsWith("<<", behind);
        return operator || word < end && ".:-*/{".indexOf(text.charAt(word)) >= 0;
    }

    private SplException missing(int offset) {
        String found = offset >= end ? "the end" : "'" + text.charAt(offset) + "'";
        return new SplException(search.position(offset), "|", "expected a command, but found " + found);
    }

    private int segmentEnd(int start, boolean singleQuotes) {
        Deque<Integer> open = new ArrayDeque<>();
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '"' || singleQuotes && c == '\'' && open.isEmpty()) {
                int quoteEnd = Quoting.end(text, i, c);
                if (quoteEnd > 0 && quoteEnd <= end) {
                    i = quoteEnd;
                    continue;
                }
                if (c == '"') {
                    throw new SplException(
                            search.position(i), "\"", "expected \" to end the quoted text, but found none");
                }
                singleQuotes = false;
            }
            if (c == '[') {
                open.push(i);
            } else if (c == ']' && open.poll() == null) {
                throw new SplException(search.position(i), "]", "expected [ before ], but found none");
            } else if (c == '|' && open.isEmpty()) {
                return i;
            }
            i += Quoting.isEscape(text, i) ? 2 : 1;
        }
        if (!open.isEmpty()) {
            throw new SplException(
                    search.position(open.peek()), "[", "expected ] to end the subsearch, but found none");
        }
        return end;
    }

    private int skipBlanks(int start) {
        int i = start;
        while (i < end && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int identifierEnd(int start) {
        int i = start;
        while (i < end && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }
}
