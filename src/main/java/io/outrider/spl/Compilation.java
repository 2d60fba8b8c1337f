package io.outrider.spl;

import io.outrider.rule.Search;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a search. */
public sealed interface Compilation {

    /** What is odd about the search but does not keep it from running, in the order of the places. */
    List<SplProblem> warnings();

    /**
     * The search runs.
     *
     * @param search its columns are named as Splunk names them, for example {@code Processes.dest}
     * @param window over which it must be run, if the search says so itself ({@code span}, relative times), else {@code
     *     null}
     * @param places where its parts stand in the text
     */
    record Compiled(Search search, @Nullable Duration window, SearchPlaces places, List<SplProblem> warnings)
            implements Compilation {
        public Compiled {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The search cannot be run as it was meant.
     *
     * @param problems at least one, in the order of their places
     */
    record Refused(List<SplProblem> problems, List<SplProblem> warnings) implements Compilation {
        public Refused {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("expected a reason for the refusal, but found none");
            }
        }
    }
}
