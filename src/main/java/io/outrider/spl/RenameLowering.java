package io.outrider.spl;

import io.outrider.rule.Stage;
import io.outrider.spl.Command.Rename;
import io.outrider.spl.Command.Renaming;
import java.util.ArrayList;
import java.util.List;

/** Lowers {@code rename}. A renaming of a field that is not there does nothing and is no error, as in Splunk. */
final class RenameLowering {

    private final Problems problems;

    RenameLowering(Problems problems) {
        this.problems = problems;
    }

    List<Stage> lower(Rename rename) {
        List<Stage.Renaming> renamings = new ArrayList<>();
        for (Renaming renaming : rename.renamings()) {
            String from = renaming.from().text();
            String to = renaming.to().text();
            if (stars(from) > 1 || stars(from) != stars(to)) {
                problems.error(
                        renaming.from().position(),
                        "rename",
                        "expected as many * on both sides of a renaming, one at most, but found " + from + " AS " + to);
            } else {
                renamings.add(new Stage.Renaming(from, to));
            }
        }
        return List.of(new Stage.Rename(renamings));
    }

    private static long stars(String name) {
        return name.chars().filter(c -> c == '*').count();
    }
}
