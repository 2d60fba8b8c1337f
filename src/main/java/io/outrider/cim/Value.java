package io.outrider.cim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of a field: one text, several texts (a multivalue field), or a number that a command computed.
 *
 * <p>An absent field is {@code null} where a field is looked up, never a {@code Value}.
 */
public sealed interface Value {

    /** The value as texts, in order: one for {@link Text} and {@link Number}, at least one for {@link Multi}. */
    List<String> texts();

    /** The value as one text; the texts of a multivalue field are joined by a line feed, as Splunk shows them. */
    String text();

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(double number) {
        return new Number(number);
    }

    /** The value of a field that holds these texts: {@link Text} for one, {@link Multi} for more. */
    static Value of(List<String> texts) {
        return texts.size() == 1 ? new Text(texts.get(0)) : new Multi(texts);
    }

    /** One text, as it stands in the event. */
    record Text(String text) implements Value {
        @Override
        public List<String> texts() {
            return List.of(text);
        }
    }

    /** A number. Splunk computes in double precision; {@code _time} is in seconds since 1970-01-01 UTC. */
    final class Number implements Value {

        private final double number;

        // Each rule and aggregation asks for it again. Threads that race for it find the same text, and none sees half
        // of
        // one: a string may be shared unguarded.
        private @Nullable String text;

        public Number(double number) {
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException("expected a finite number, but found " + number);
            }
            this.number = number;
        }

        public double number() {
            return number;
        }

        /** Decimal digits without exponent; none after the point for a whole number. */
        @Override
        public String text() {
            String known = text;
            if (known == null) {
                known = Decimals.plain(number);
                text = known;
            }
            return known;
        }

        @Override
        public List<String> texts() {
            return List.of(text());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Number that && Double.compare(number, that.number) == 0;
        }

        @Override
        public int hashCode() {
            return Double.hashCode(number);
        }

        @Override
        public String toString() {
            return "Number[number=" + number + "]";
        }
    }

    /** Two or more texts, in order. */
    record Multi(List<String> texts) implements Value {

        public Multi {
            if (texts.size() < 2) {
                throw new IllegalArgumentException("expected two or more texts, but found " + texts.size());
            }
            texts = List.copyOf(texts);
        }

        @Override
        public String text() {
            return String.join("\n", texts);
        }
    }
}
