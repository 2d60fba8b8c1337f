package io.outrider.spl;

import io.outrider.rule.Grouping;
import io.outrider.rule.Predicate;
import io.outrider.rule.Stage;
import java.util.List;

/** What became of a search. */
public sealed interface Compilation {

    /** What is odd about the search but does not keep it from running, in the order of the places. */
    List<SplProblem> warnings();

    /**
     * The search runs.
     *
     * @param dataset qualified name, for example {@code Endpoint.Processes}
     * @param where on the dataset's fields, without the dataset's name
     * @param grouping its columns are named as Splunk names them, for example {@code Processes.dest}
     * @param tail on the columns of the grouping
     */
    record Compiled(String dataset, Predicate where, Grouping grouping, List<Stage> tail, List<SplProblem> warnings)
            implements Compilation {
        public Compiled {
            tail = List.copyOf(tail);
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
