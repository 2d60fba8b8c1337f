package io.outrider.match;

import io.outrider.rule.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tests of single values that the index takes from its user: comparisons, address ranges, whatever else is no pattern of
 * literal texts. They are asked only for rules that could match but for them.
 */
@FunctionalInterface
public interface TextTests {

    /**
     * The test that a condition on one field makes of each of the field's texts, or {@code null} if there is none that gives
     * the same result for a text folded to lower case as for the text itself: then the index takes the condition as true.
     */
    @Nullable
    Test of(Predicate condition);

    /**
     * A test that holds for a field if it holds for one of its texts.
     *
     * @param field whose texts are tested
     * @param text tells of one folded text
     */
    record Test(String field, java.util.function.Predicate<String> text) {}
}
