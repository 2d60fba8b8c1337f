package io.outrider.content;

import io.outrider.rule.Detection;
import io.outrider.rule.Rule;
import io.outrider.spl.SearchSources;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was found in the content directories.
 *
 * @param entries one for each detection file, in the order of their paths
 * @param problems those that belong to no detection file, for example in a macro file
 */
public record Content(List<Entry> entries, List<Problem> problems) {

    public Content {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }

    /** The rules that run, in the order of their files' paths. */
    public List<Rule> rules() {
        return entries.stream().flatMap(entry -> entry.rule().stream()).toList();
    }

    /** Those of the detection files, then the others. */
    public List<Problem> allProblems() {
        return Stream.concat(entries.stream().flatMap(entry -> entry.problems().stream()), problems.stream())
                .toList();
    }

    /**
     * A detection file.
     *
     * @param id {@code null} if the file does not give one
     * @param name {@code null} if the file does not give one
     * @param about {@code null} if the metadata cannot be read; of a refused detection, for those who count them
     * @param sources what its search reads by its text, see {@link SearchSources}; none if there is no search
     * @param compiled {@code null} if the detection is refused
     * @param problems at least one {@link Problem.Severity#ERROR} if it is refused, none if it runs
     */
    public record Entry(
            String file,
            @Nullable String id,
            @Nullable String name,
            @Nullable Detection about,
            List<String> sources,
            @Nullable Rule compiled,
            List<Problem> problems) {

        public Entry {
            sources = List.copyOf(sources);
            problems = List.copyOf(problems);
            boolean error = problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
            if (error == (compiled != null)) {
                throw new IllegalArgumentException(
                        "expected a rule or an error for " + file + ", but found " + compiled + " and " + problems);
            }
        }

        public Optional<Rule> rule() {
            return Optional.ofNullable(compiled);
        }

        boolean runs() {
            return compiled != null;
        }

        /** This version of the file, which ran, in place of a newer one that does not; what is wrong with that is said. */
        Entry keptFor(Entry broken) {
            return new Entry(
                    file,
                    id,
                    name,
                    about,
                    sources,
                    compiled,
                    broken.problems().stream()
                            .map(Problem::thatKeepsTheVersionBefore)
                            .toList());
        }
    }
}
