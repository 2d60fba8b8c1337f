package io.outrider.detect;

import java.time.Instant;
import java.util.List;

/** What the tail of a search may know of its window. */
interface WindowRows {

    /** First moment behind the window: what {@code now()} is. */
    Instant closes();

    /** The rows that another search of the rule gives over the window, in order. @param number of the search */
    List<ResultRow> of(int number);
}
