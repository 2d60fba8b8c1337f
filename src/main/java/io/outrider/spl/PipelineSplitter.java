package io.outrider.spl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the commands of a search: they end at a {@code |} that stands in no quotes and in no subsearch. */
final class PipelineSplitter {

    private final Expansion search;
    private final String text;
    private final List<Segment> segments = new ArrayList<>();

    private PipelineSplitter(Expansion search) {
        this.search = search;
        this.text = search.text();
    }

    /** @throws SplException at an open quote or bracket, or where a command is missing */
    static List<Segment> split(Expansion search) {
        PipelineSplitter splitter = new PipelineSplitter(search);
        splitter.run();
        return List.copyOf(splitter.segments);
    }

    private void run() {
        int start = skipBlanks(0);
        if (start < text.length() && text.charAt(start) == '|') {
            start++;
        } else {
            start = implicitSearch(start);
        }
        while (start <= text.length()) {
            int end = end(start);
            segments.add(command(start, end));
            start = end + 1;
        }
    }

    /** A search that begins with a term, as {@code sourcetype=x | stats count}: the search command goes without saying. */
    private int implicitSearch(int start) {
        int word = identifierEnd(start);
        boolean named = text.substring(start, word).equalsIgnoreCase("search")
                && (word == text.length() || Character.isWhitespace(text.charAt(word)));
        if (named) {
            return start;
        }
        int end = end(start);
        if (start == end) {
            throw missing(start);
        }
        segments.add(new Segment("search", start, start, end));
        return end + 1;
    }

    private Segment command(int from, int end) {
        int start = skipBlanks(from);
        int word = identifierEnd(start);
        if (word == start || word > end) {
            throw missing(start);
        }
        return new Segment(text.substring(start, word), start, word, end);
    }

    private SplException missing(int offset) {
        String found = offset >= text.length() ? "the end" : "'" + text.charAt(offset) + "'";
        return new SplException(search.position(offset), "|", "expected a command, but found " + found);
    }

    private int end(int start) {
        Deque<Integer> open = new ArrayDeque<>();
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                int end = Quoting.end(text, i, '"');
                if (end < 0) {
                    throw new SplException(
                            search.position(i), "\"", "expected \" to end the quoted text, but found none");
                }
                i = end;
                continue;
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
        return text.length();
    }

    private int skipBlanks(int start) {
        int i = start;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int identifierEnd(int start) {
        int i = start;
        while (i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_')) {
            i++;
        }
        return i;
    }
}
