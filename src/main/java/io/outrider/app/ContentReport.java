package io.outrider.app;

import io.outrider.content.Content;
import io.outrider.content.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there is to say of the content, in lines for people. */
record ContentReport(Content content) {

    /** Number of detections that do not run. */
    long refused() {
        return content.entries().stream()
                .filter(entry -> entry.rule().isEmpty())
                .count();
    }

    /** For example {@code 1 run, 0 refused}. */
    String summary() {
        return summary(0, 0);
    }

    /**
     * @param leftOut number of detections that could run, but the operator lets not
     * @param setAside number of detections that were loaded, but the engine could not compile
     */
    String summary(int leftOut, int setAside) {
        long refused = refused() + setAside;
        String summary = (content.entries().size() - refused - leftOut) + " run, " + refused + " refused";
        return leftOut == 0
                ? summary
                : summary + ", " + leftOut + " left out by outrider.detections.include and the like";
    }

    /** All problems, each with its file, line and column. */
    List<String> problems() {
        return content.allProblems().stream().map(ContentReport::line).toList();
    }

    static String line(Problem problem) {
        return problem.file() + ':' + problem.line() + ':' + problem.column() + ": "
                + problem.severity().name().toLowerCase(Locale.ROOT) + ": " + problem.construct() + ": "
                + problem.message();
    }

    /** A problem for machines. */
    static Map<String, Object> fields(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        fields.put("file", problem.file());
        fields.put("line", problem.line());
        fields.put("column", problem.column());
        fields.put("construct", problem.construct());
        fields.put("message", problem.message());
        return fields;
    }
}
