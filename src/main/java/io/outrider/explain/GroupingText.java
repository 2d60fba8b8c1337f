package io.outrider.explain;

import io.outrider.rule.Grouping;
import java.util.stream.Collectors;

/** Groupings in words. */
final class GroupingText {

    private GroupingText() {}

    /** {@code by dest, user}, or {@code into one row}. */
    static String of(Grouping.By grouping) {
        if (grouping.keys().isEmpty()) {
            return "into one row";
        }
        String either = grouping.keys().size() == 1 ? "it" : "one of them";
        return "by " + keys(grouping)
                + (grouping.fill() == null
                        ? "; a row without " + either + " is in no group"
                        : "; " + SafeText.quoted(grouping.fill()) + " stands for " + either + " where it is absent");
    }

    /** {@code all rows}, or {@code the rows with equal dest, user}: of a grouping that leaves the rows as they are. */
    static String over(Grouping.By grouping) {
        return grouping.keys().isEmpty() ? "all rows" : "the rows with equal " + keys(grouping);
    }

    private static String keys(Grouping.By grouping) {
        return grouping.keys().stream()
                .map(key -> SafeText.printable(key.field()))
                .collect(Collectors.joining(", "));
    }

    /** {@code firstTime = min(_time)}. */
    static String of(Grouping.Aggregation aggregation) {
        String argument = aggregation.argument() == null ? "" : ExpressionText.of(aggregation.argument());
        String call = aggregation.function().text() + (argument.isEmpty() ? "" : '(' + argument + ')');
        String column = SafeText.printable(aggregation.column());
        return column.equals(call) ? column : column + " = " + call;
    }
}
