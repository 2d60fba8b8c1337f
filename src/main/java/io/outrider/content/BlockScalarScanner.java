package io.outrider.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Scans literal and folded block scalars. All line breaks at the end are kept, whatever the chomping indicator says. An
 * indentation indicator is taken from the margin, as for a value of the file's outermost mapping.
 */
final class BlockScalarScanner {

    private final String text;
    private final int end;
    private final ScalarScan scan;

    BlockScalarScanner(String text, int end, ScalarScan scan) {
        this.text = text;
        this.end = end;
        this.scan = scan;
    }

    /**
     * A line of the scalar.
     *
     * @param start behind the indentation
     * @param stop where its line break stands
     */
    private record Line(int start, int stop) {
        boolean isEmpty() {
            return start == stop;
        }
    }

    /** @param start of the {@code |} */
    void literal(int start) {
        for (Line line : lines(start)) {
            content(line);
            scan.append('\n', line.stop());
        }
    }

    /** @param start of the {@code >} */
    void folded(int start) {
        List<Line> lines = lines(start);
        int i = 0;
        while (i < lines.size()) {
            Line line = lines.get(i);
            content(line);
            int next = i + 1;
            while (next < lines.size() && lines.get(next).isEmpty()) {
                next++;
            }
            boolean last = next == lines.size();
            boolean folds = !last && !line.isEmpty() && !isIndented(line) && !isIndented(lines.get(next));
            if (folds && next == i + 1) {
                scan.append(' ', line.stop());
            } else if (!folds) {
                scan.append('\n', line.stop());
            }
            for (int empty = i + 1; empty < next; empty++) {
                scan.append('\n', lines.get(empty).stop());
            }
            i = next;
        }
    }

    private void content(Line line) {
        for (int i = line.start(); i < line.stop(); i++) {
            scan.append(text.charAt(i), i);
        }
    }

    private boolean isIndented(Line line) {
        char first = text.charAt(line.start());
        return first == ' ' || first == '\t';
    }

    private List<Line> lines(int start) {
        int header = lineEnd(start);
        int first = behindBreak(header);
        int indentation = indentation(text.substring(start, header), first);
        List<Line> lines = new ArrayList<>();
        int i = first;
        while (i < end) {
            int stop = lineEnd(i);
            int content = i;
            while (content < stop && content < i + indentation && text.charAt(content) == ' ') {
                content++;
            }
            lines.add(new Line(content, stop));
            i = behindBreak(stop);
        }
        return lines;
    }

    /** Example of a header: {@code |2-}. Without a digit the first line that is not empty tells. */
    private int indentation(String header, int first) {
        for (int i = 1; i < header.length() && "+-123456789".indexOf(header.charAt(i)) >= 0; i++) {
            if (Character.isDigit(header.charAt(i))) {
                return header.charAt(i) - '0';
            }
        }
        int i = first;
        while (i < end) {
            int content = i;
            while (content < end && text.charAt(content) == ' ') {
                content++;
            }
            int stop = lineEnd(i);
            if (content < stop) {
                return content - i;
            }
            i = behindBreak(stop);
        }
        return 0;
    }

    private int lineEnd(int start) {
        int i = start;
        while (i < end && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    private int behindBreak(int i) {
        return i + 1 < end && text.charAt(i) == '\r' && text.charAt(i + 1) == '\n' ? i + 2 : i + 1;
    }
}
