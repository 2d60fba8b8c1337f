package io.outrider.cim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a data model puts in a field's place: the kinds of calculated fields that the Common Information Model 8.5 has, as
 * far as detections need them. Steps of a field follow one another; each is given what the one before it left.
 */
public sealed interface Calculation {

    /**
     * The field's value.
     *
     * @param value what the source's mapping gave, or what the step before made of it; {@code null} if there is none
     */
    @Nullable
    Value apply(@Nullable Value value, Event event);

    /** Whether a value that is there and not empty stays what it is, whatever it is. */
    default boolean keepsWhatIsThere() {
        return true;
    }

    /**
     * A text where there is no value.
     *
     * @param missing texts that count as no value, beside the empty one
     */
    record Default(String text, Set<String> missing) implements Calculation {

        public Default {
            missing = Set.copyOf(missing);
        }

        @Override
        public boolean keepsWhatIsThere() {
            return missing.isEmpty();
        }

        @Override
        public Value apply(@Nullable Value value, Event event) {
            return isAbsent(value) || missing.contains(value.text()) ? Value.of(text) : value;
        }
    }

    /** Lower case, value by value. */
    record Lower() implements Calculation {
        @Override
        public boolean keepsWhatIsThere() {
            return false;
        }

        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            if (value == null) {
                return null;
            }
            List<String> texts = new ArrayList<>();
            value.texts().forEach(text -> texts.add(text.toLowerCase(Locale.ROOT)));
            return Value.of(texts);
        }
    }

    /** What is no number is no value. */
    record Numeric() implements Calculation {
        @Override
        public boolean keepsWhatIsThere() {
            return false;
        }

        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            return value != null && Numbers.isNumber(value.text()) ? value : null;
        }
    }

    /** The file name of the program in a command line, where there is no value. */
    record ProgramName(String of) implements Calculation {
        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            Value command = event.cim(of);
            if (!isAbsent(value) || isAbsent(command)) {
                return value;
            }
            return Value.of(PathNames.baseName(PathNames.program(command.texts().get(0))));
        }
    }

    /** The domain in a URL or an e-mail address, where there is no value. */
    record Domain(String of) implements Calculation {
        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            Value from = event.cim(of);
            if (!isAbsent(value) || isAbsent(from)) {
                return value;
            }
            List<String> domains = new ArrayList<>();
            for (String text : from.texts()) {
                String domain = PathNames.domain(text);
                if (!domain.isEmpty()) {
                    domains.add(domain);
                }
            }
            return domains.isEmpty() ? value : Value.of(domains);
        }
    }

    /**
     * The number of characters of another field, whatever the source gave.
     *
     * @param first the other field's own calculation, which comes before this one; {@code null} if it has none
     */
    record Length(String of, @Nullable Calculation first) implements Calculation {
        @Override
        public boolean keepsWhatIsThere() {
            return false;
        }

        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            Value from = event.cim(of);
            Value text = first == null ? from : first.apply(from, event);
            return text == null
                    ? null
                    : Value.of(text.text().codePointCount(0, text.text().length()));
        }
    }

    /** The sum of two fields that are numbers, where there is no value. */
    record Sum(String one, String other) implements Calculation {
        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            return isAbsent(value) ? Numbers.combine(event.cim(one), event.cim(other), 1) : value;
        }
    }

    /** The difference of two fields that are numbers, where there is no value. */
    record Difference(String one, String other) implements Calculation {
        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            return isAbsent(value) ? Numbers.combine(event.cim(one), event.cim(other), -1) : value;
        }
    }

    /** Another field of the event, original fields among them, where there is no value. */
    record OtherField(String name) implements Calculation {
        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            return isAbsent(value) ? event.asSearched().get(name) : value;
        }
    }

    /** Several steps, in order. */
    record Steps(List<Calculation> steps) implements Calculation {

        public Steps {
            steps = List.copyOf(steps);
        }

        @Override
        public boolean keepsWhatIsThere() {
            return steps.stream().allMatch(Calculation::keepsWhatIsThere);
        }

        @Override
        public @Nullable Value apply(@Nullable Value value, Event event) {
            Value result = value;
            for (Calculation step : steps) {
                result = step.apply(result, event);
            }
            return result;
        }
    }

    private static boolean isAbsent(@Nullable Value value) {
        return value == null || value.text().isEmpty();
    }
}
