package io.outrider.normalize;

import io.outrider.cim.SharedTexts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a field is read of scanned events of one layout and one mapping, decided before it is first read. */
sealed interface FieldWay {

    /** Every such event has the same text. */
    record Constant(SharedTexts texts) implements FieldWay {}

    /** It is the record itself. */
    record Raw() implements FieldWay {}

    /** No such event has it. */
    record Absent() implements FieldWay {}

    /** By name, for it takes more than a part of one member. */
    record ByName() implements FieldWay {}

    /** It follows from the event's channel ({@link DefaultFields#ofChannel}), if it has one. */
    record OfChannel(String field) implements FieldWay {}

    /**
     * It is, or is a part of, a member.
     *
     * @param candidates the first whose condition holds is taken
     * @param lower whether the part is put in lower case
     * @param whenAbsent what the field is where the member is absent
     * @param whenEmpty what the field is where its text would be empty
     */
    record Member(Candidate[] candidates, FieldCut cut, boolean lower, Missing whenAbsent, Missing whenEmpty)
            implements FieldWay {

        /** {@link LayoutFields#NONE} if it is absent. */
        int member(ScanIndex index, byte[] bytes) {
            for (Candidate candidate : candidates) {
                if (candidate.given() == LayoutFields.NONE || isThere(candidate.given(), index, bytes)) {
                    return candidate.source();
                }
            }
            return LayoutFields.NONE;
        }

        private static boolean isThere(int member, ScanIndex index, byte[] bytes) {
            int from = index.value(member);
            int length = index.valueEnd(member) - from;
            // As FieldMapping.isThere; nobody writes a lone minus as an escape, but it is one.
            return index.isEscaped(member, bytes)
                    ? FieldMapping.isThere(index.text(member, bytes))
                    : length > 1 || length == 1 && bytes[from] != '-';
        }
    }

    /**
     * What a field is where there is nothing of it.
     *
     * @param isKnown whether that is known; otherwise the field is looked up by name
     * @param text in UTF-8; {@code null} if the field is absent
     */
    record Missing(boolean isKnown, byte @Nullable [] text) {

        static final Missing ABSENT = new Missing(true, null);
        static final Missing BY_NAME = new Missing(false, null);

        static Missing of(String text) {
            return new Missing(true, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * As {@link TakenField.Candidate}, by members.
     *
     * @param source the member that is the field; {@link LayoutFields#NONE} if the field is absent
     * @param given the member that has to be there; {@link LayoutFields#NONE} if there is no condition
     */
    record Candidate(int source, int given) {}
}
