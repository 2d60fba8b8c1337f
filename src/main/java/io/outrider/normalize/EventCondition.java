package io.outrider.normalize;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What has to hold for an event of the kind, for a mapping to be for it. */
sealed interface EventCondition {

    /** @param fields gives the first text of an original field, or {@code null} */
    boolean holds(UnaryOperator<@Nullable String> fields);

    /** A field has one of these texts, whatever the case. */
    record Is(String field, List<String> texts) implements EventCondition {

        public Is {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(UnaryOperator<@Nullable String> fields) {
            String found = fields.apply(field);
            return found != null && texts.stream().anyMatch(found::equalsIgnoreCase);
        }
    }

    /** Two fields have the same text. */
    record Same(String one, String other) implements EventCondition {
        @Override
        public boolean holds(UnaryOperator<@Nullable String> fields) {
            String found = fields.apply(one);
            return found != null && found.equals(fields.apply(other));
        }
    }
}
