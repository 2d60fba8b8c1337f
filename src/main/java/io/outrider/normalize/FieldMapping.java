package io.outrider.normalize;

import io.outrider.cim.Value;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A line of a source's mapping: where a CIM field comes from. */
sealed interface FieldMapping permits TakenField, JoinedFields {

    /** The CIM field. */
    String field();

    /**
     * The field's value, or {@code null}.
     *
     * @param first gives the first text of an original field, or {@code null}
     * @param texts gives all texts of an original field; none if it is absent
     */
    @Nullable
    Value map(UnaryOperator<@Nullable String> first, Function<String, List<String>> texts);

    /** The original fields that it may be taken from. */
    Set<String> sources();

    /**
     * Where the value comes from, in the words of the file: {@code base_name of Image}.
     *
     * @param first as for {@link #map}
     */
    String words(UnaryOperator<@Nullable String> first);

    /** Whether a field with this text, or {@code null} for an absent one, counts as there. */
    static boolean isThere(@Nullable String text) {
        return text != null && !text.isEmpty() && !text.equals("-");
    }
}
