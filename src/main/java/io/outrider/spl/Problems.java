package io.outrider.spl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one search. */
final class Problems {

    private static final Comparator<SplProblem> BY_PLACE =
            Comparator.comparingInt(problem -> problem.position().offset());

    // More than an author reads at once. The first that is left out says so.
    static final int MOST = 100;

    private final List<SplProblem> errors = new ArrayList<>();
    private final List<SplProblem> warnings = new ArrayList<>();

    void error(SplProblem problem) {
        add(errors, problem);
    }

    void error(Position position, String construct, String message) {
        add(errors, SplProblem.of(position, construct, message));
    }

    void warning(Position position, String construct, String message) {
        add(warnings, SplProblem.of(position, construct, message));
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** In the order of their places. */
    List<SplProblem> errors() {
        return errors.stream().sorted(BY_PLACE).toList();
    }

    /** In the order of their places. */
    List<SplProblem> warnings() {
        return warnings.stream().sorted(BY_PLACE).toList();
    }

    private static void add(List<SplProblem> to, SplProblem problem) {
        if (to.size() < MOST) {
            to.add(problem);
        } else if (to.size() == MOST) {
            to.add(SplProblem.of(
                    problem.position(),
                    "search",
                    "expected at most " + MOST
                            + " problems in a search, but found more; those from here on are left out"));
        }
    }
}
