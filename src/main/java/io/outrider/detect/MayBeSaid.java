package io.outrider.detect;

import java.util.function.Predicate;

/** Takes tables, one after the other, while their rows beside what was said are no more than a batch may say; the first in any case. */
final class MayBeSaid implements Predicate<WindowTable> {

    private final long said;
    private final long most;
    private long rows;

    /** @param said number of alerts so far @param most number of them that a batch may say */
    MayBeSaid(long said, long most) {
        this.said = said;
        this.most = most;
    }

    @Override
    public boolean test(WindowTable table) {
        boolean first = rows == 0;
        rows += 1 + table.tables().stream().mapToLong(SearchTable::mostRows).sum();
        return first || said + rows <= most;
    }
}
