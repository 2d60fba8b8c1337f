package io.outrider.normalize;

import io.outrider.cim.SharedTexts;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How a field is read of scanned events of one kind, decided before the first one. */
sealed interface FieldWay {

    /** Stands for a member where there is more than one. */
    int SEVERAL = -2;

    /** Every such event has the same text. */
    record Constant(SharedTexts texts) implements FieldWay {}

    /** It is the record itself. */
    record Raw() implements FieldWay {}

    /** No such event has it. */
    record Absent() implements FieldWay {}

    /** By name, for it takes more than a part of one member. */
    record ByName() implements FieldWay {}

    /**
     * It lies deeper than a scan notes: by name, unless the event has no such depth.
     *
     * @param roots numbers of the names of the members in which it may lie
     */
    record Deep(int[] roots) implements FieldWay {

        boolean mayBeIn(ScanIndex index, int[] members) {
            // A name with a dot may be that of the field itself.
            if (index.layout().hasPaths()) {
                return true;
            }
            for (int number : roots) {
                int member = members[number];
                if (member != NameTable.UNKNOWN && index.isNested(member)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * It follows from the event's channel ({@link DefaultFields#ofChannel}), if none of these names has a member.
     *
     * @param own numbers of names
     */
    record OfChannel(String field, int[] own) implements FieldWay {

        boolean follows(ScanIndex index, int[] members) {
            return index.first(members, own) == NameTable.UNKNOWN;
        }
    }

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

        int member(ScanIndex index, byte[] bytes, int[] members) {
            for (Candidate candidate : candidates) {
                int[] given = candidate.given();
                if (given == null || isThere(index.first(members, given), index, bytes)) {
                    return candidate.member(index, members);
                }
            }
            return NameTable.UNKNOWN;
        }

        private static boolean isThere(int member, ScanIndex index, byte[] bytes) {
            if (member == NameTable.UNKNOWN) {
                return false;
            }
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
     * As {@link TakenField.Candidate}, by the numbers of the names under which a field may lie.
     *
     * @param sources names of which the first one counts that is there
     * @param data names each of which gives a value more
     * @param given names of which the first one counts that is there; {@code null} if it has no condition
     */
    record Candidate(int[] sources, int[] data, int @Nullable [] given) {

        /** The member that is the field; {@link #SEVERAL} if it has more values than one. */
        int member(ScanIndex index, int[] members) {
            int found = index.first(members, sources);
            for (int number : data) {
                int member = index.member(members, number);
                if (member != NameTable.UNKNOWN) {
                    if (found != NameTable.UNKNOWN) {
                        return SEVERAL;
                    }
                    found = member;
                }
            }
            return found;
        }
    }
}
