package io.outrider.detect;

import io.outrider.cim.DataModels;
import io.outrider.rule.Rule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a rule that runs can never give a row, whatever its events are. */
public sealed interface Silence {

    /** What it hangs on: a command with what it names, for example {@code lookup known_hosts}. */
    String construct();

    /** What is so, and what to do. */
    String text();

    /**
     * The first reason that is found; empty if there is none, or none that can be told from the rule alone.
     *
     * @param window of rules that have none of their own; {@code null} if it is not known
     */
    static Optional<Silence> of(Rule rule, DataModels models, @Nullable Duration window) {
        return SilentPart.of(rule, models, window).map(SilentPart::why);
    }

    /** A lookup table has no rows. */
    record EmptyTable(String table) implements Silence {
        @Override
        public String construct() {
            return "lookup " + table;
        }

        @Override
        public String text() {
            return "the lookup table " + table + " has no rows; give it those of your own surroundings";
        }
    }

    /** A field that no event of the dataset has. */
    record NotInModel(String dataset, String field) implements Silence {
        @Override
        public String construct() {
            return dataset + '.' + field;
        }

        @Override
        public String text() {
            return field + " is no field of the data model's dataset " + dataset + ", so no event has a value for it";
        }
    }

    /** A column that no stage before gives. */
    record NoColumn(String column) implements Silence {
        @Override
        public String construct() {
            return column;
        }

        @Override
        public String text() {
            return "nothing gives the column " + column + " where it is asked for";
        }
    }

    /** A join by a field that one of its sides never has. @param bySubsearch whether that is the subsearch */
    record NoPartner(String field, boolean bySubsearch, Silence why) implements Silence {
        @Override
        public String construct() {
            return "join " + field;
        }

        @Override
        public String text() {
            return "the join asks for equal values of " + field + ", which "
                    + (bySubsearch ? "its subsearch" : "the search before it") + " never gives: " + why.text();
        }
    }

    /** A condition that excludes itself. @param condition as its author may have written it */
    record Contradiction(String condition) implements Silence {
        @Override
        public String construct() {
            return condition;
        }

        @Override
        public String text() {
            return "no event fulfils " + condition;
        }
    }

    /** A column has only other values than the one asked for. */
    record OtherValues(String column, Set<String> values) implements Silence {
        public OtherValues {
            values = Set.copyOf(values);
        }

        @Override
        public String construct() {
            return column;
        }

        @Override
        public String text() {
            return "a condition asks of " + column + " what none of its possible values is: "
                    + String.join(", ", values.stream().sorted().toList());
        }
    }

    /** More rows are asked for than a window has spans of time. */
    record TooFewSpans(String column, long most, Duration window) implements Silence {
        @Override
        public String construct() {
            return column;
        }

        @Override
        public String text() {
            return column + " counts rows of different spans of time, of which a window of " + window.toMinutes()
                    + " minutes has " + most
                    + " at most, and more are asked for; set a longer window for the detection";
        }
    }

    /** Times are asked for that lie before the window. */
    record BeforeTheWindow(String column, Duration window) implements Silence {
        @Override
        public String construct() {
            return column;
        }

        @Override
        public String text() {
            return "times of " + column + " are asked for that lie before the latest one by more than a window of "
                    + window.toMinutes() + " minutes is long; set a longer window for the detection";
        }
    }

    /** The text of a date is compared with a number of seconds. */
    record DateAgainstSeconds(String column) implements Silence {
        @Override
        public String construct() {
            return column;
        }

        @Override
        public String text() {
            return column
                    + " has been made the text of a date, which as a text is always greater than a time in seconds;"
                    + " compare it before it is formatted";
        }
    }
}
