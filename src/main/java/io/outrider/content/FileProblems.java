package io.outrider.content;

import io.outrider.spl.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file. */
final class FileProblems {

    private static final Comparator<Problem> BY_PLACE =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    FileProblems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    /** About the file as a whole. */
    void error(String construct, String message) {
        problems.add(new Problem(Problem.Severity.ERROR, file, 1, 1, construct, message));
    }

    void error(int line, int column, String construct, String message) {
        problems.add(new Problem(Problem.Severity.ERROR, file, line, column, construct, message));
    }

    void error(Position at, String construct, String message) {
        error(at.line(), at.column(), construct, message);
    }

    void warning(Position at, String construct, String message) {
        problems.add(new Problem(Problem.Severity.WARNING, file, at.line(), at.column(), construct, message));
    }

    void addAll(List<Problem> others) {
        problems.addAll(others);
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /** In the order of their places. */
    List<Problem> all() {
        return problems.stream().sorted(BY_PLACE).toList();
    }

    /** In the order of their places. @param kept whether the version of the file before stays in use */
    List<Problem> all(boolean kept) {
        return kept ? all().stream().map(Problem::thatKeepsTheVersionBefore).toList() : all();
    }
}
