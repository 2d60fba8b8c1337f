package io.outrider.normalize;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has to hold for an event of the kind, for a mapping to be for it. */
sealed interface EventCondition {

    /** @param fields gives the first text of an original field, or {@code null} */
    boolean holds(UnaryOperator<@Nullable String> fields);

    /** What does not hold of an event, for people. */
    String unlike(UnaryOperator<@Nullable String> fields);

    /** A field has one of these texts. */
    record Is(String field, List<TextPattern> texts) implements EventCondition {

        public Is {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(UnaryOperator<@Nullable String> fields) {
            String found = fields.apply(field);
            return found != null && any(texts, found);
        }

        @Override
        public String unlike(UnaryOperator<@Nullable String> fields) {
            return field + " is not " + words(texts) + ", but " + shown(fields.apply(field));
        }
    }

    /** A field has none of these texts: it may be absent. */
    record IsNot(String field, List<TextPattern> texts) implements EventCondition {

        public IsNot {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(UnaryOperator<@Nullable String> fields) {
            String found = fields.apply(field);
            return found == null || !any(texts, found);
        }

        @Override
        public String unlike(UnaryOperator<@Nullable String> fields) {
            return field + " is " + words(texts) + ": " + shown(fields.apply(field));
        }
    }

    /** Two fields have the same text. */
    record Same(String one, String other) implements EventCondition {
        @Override
        public boolean holds(UnaryOperator<@Nullable String> fields) {
            String found = fields.apply(one);
            return found != null && found.equals(fields.apply(other));
        }

        @Override
        public String unlike(UnaryOperator<@Nullable String> fields) {
            return one + " and " + other + " are not the same, but " + shown(fields.apply(one)) + " and "
                    + shown(fields.apply(other));
        }
    }

    private static boolean any(List<TextPattern> texts, String found) {
        for (TextPattern text : texts) {
            if (text.fits(found)) {
                return true;
            }
        }
        return false;
    }

    private static String words(List<TextPattern> texts) {
        return texts.stream().map(TextPattern::toString).collect(Collectors.joining(" or "));
    }

    private static String shown(@Nullable String text) {
        return text == null ? "absent" : text;
    }
}
