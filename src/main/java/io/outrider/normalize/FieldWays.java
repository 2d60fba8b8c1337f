package io.outrider.normalize;

import io.outrider.cim.Calculation;
import io.outrider.cim.Dataset;
import io.outrider.cim.SharedTexts;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways to all fields of a plan, for events of one mapping. Immutable. */
final class FieldWays {

    private final NameTable names;
    private final FieldWay[] ways;

    private FieldWays(NameTable names, FieldWay[] ways) {
        this.names = names;
        this.ways = ways;
    }

    NameTable names() {
        return names;
    }

    FieldWay of(int slot) {
        return ways[slot];
    }

    static FieldWays of(FieldPlan plan, ScannedShape shape, @Nullable SourceMapping mapping) {
        Numbers numbers = new Numbers(shape, new LinkedHashMap<>());
        FieldWay[] ways = plan.fields().stream()
                .map(field -> plan.dataset() == null
                        ? ofEvent(field, mapping, numbers)
                        : ofDataset(plan.dataset(), field, mapping, numbers))
                .toArray(FieldWay[]::new);
        return new FieldWays(new NameTable(List.copyOf(numbers.numbers().keySet())), ways);
    }

    private static FieldWay ofEvent(String field, @Nullable SourceMapping mapping, Numbers numbers) {
        if (field.equals(FieldPlan.RAW)) {
            return new FieldWay.Raw();
        }
        if (field.equals(FieldPlan.TIME)) {
            return new FieldWay.ByName();
        }
        Value constant = mapping == null ? null : mapping.constants().get(field);
        if (constant != null) {
            return constant(constant.text());
        }
        FieldMapping line = mapping == null ? null : mapping.fields().get(field);
        if (line != null) {
            // Where the mapping gives nothing, an original field of the same name counts.
            return ofLine(line, false, FieldWay.Missing.BY_NAME, numbers);
        }
        if (isDeep(field)) {
            String root = field.substring(0, end(field));
            List<String> roots = new ArrayList<>(numbers.shape().data(root));
            roots.add(root);
            return new FieldWay.Deep(numbers.of(roots));
        }
        if (numbers.shape().mayBeDeep(field)) {
            return new FieldWay.ByName();
        }
        if (DefaultFields.isDerived(field) && !numbers.shape().hasData()) {
            return field.equals(DefaultFields.HOST)
                    ? numbers.member(DefaultFields.HOST, DefaultFields.FIRST_HOST)
                    : new FieldWay.OfChannel(field, numbers.of(DefaultFields.decidedBy(field)));
        }
        FieldWay.Candidate candidate = numbers.candidate(field, null);
        // An original field may be empty: that is a value.
        return new FieldWay.Member(
                new FieldWay.Candidate[] {candidate},
                FieldCut.WHOLE,
                false,
                DefaultFields.isDerived(field) ? FieldWay.Missing.BY_NAME : FieldWay.Missing.ABSENT,
                FieldWay.Missing.BY_NAME);
    }

    private static FieldWay ofDataset(Dataset dataset, String field, @Nullable SourceMapping mapping, Numbers numbers) {
        if (dataset.isBase(field) || dataset.childFields().containsKey(field)) {
            return new FieldWay.ByName();
        }
        Calculation calculation = dataset.calculated().get(field);
        boolean lower = calculation instanceof Calculation.Lower;
        if (calculation != null && !lower && !calculation.keepsWhatIsThere()) {
            return new FieldWay.ByName();
        }
        Value constant = mapping == null ? null : mapping.constants().get(field);
        if (constant != null) {
            return lower ? new FieldWay.ByName() : constant(constant.text());
        }
        FieldMapping line = mapping == null ? null : mapping.fields().get(field);
        if (line == null) {
            return ofNothing(missing(calculation));
        }
        return ofLine(line, lower, missing(calculation), numbers);
    }

    /** What a field is that the mapping gives nothing for. */
    private static FieldWay.Missing missing(@Nullable Calculation calculation) {
        if (calculation == null || calculation instanceof Calculation.Lower) {
            return FieldWay.Missing.ABSENT;
        }
        return calculation instanceof Calculation.Default other
                ? FieldWay.Missing.of(other.text())
                : FieldWay.Missing.BY_NAME;
    }

    private static FieldWay ofNothing(FieldWay.Missing missing) {
        if (!missing.isKnown()) {
            return new FieldWay.ByName();
        }
        byte[] text = missing.text();
        return text == null ? new FieldWay.Absent() : constantly(new String(text, StandardCharsets.UTF_8));
    }

    private static FieldWay constant(String text) {
        // An empty text may be one that a calculation replaces.
        return text.isEmpty() ? new FieldWay.ByName() : constantly(text);
    }

    private static FieldWay constantly(String text) {
        return new FieldWay.Constant(new SharedTexts(List.of(text)));
    }

    /**
     * @param lower whether the text is put in lower case
     * @param missing what the field is where the line gives nothing
     */
    private static FieldWay ofLine(FieldMapping line, boolean lower, FieldWay.Missing missing, Numbers numbers) {
        Transform transform = line instanceof TakenField taken ? taken.onlyTransform() : null;
        FieldCut cut = transform == null ? null : cut(transform);
        if (cut == null
                || !(line instanceof TakenField taken)
                || taken.candidates().stream().anyMatch(numbers::mayBeNoMember)) {
            return new FieldWay.ByName();
        }
        FieldWay.Candidate[] candidates = taken.candidates().stream()
                .map(candidate -> numbers.candidate(candidate.source(), candidate.given()))
                .toArray(FieldWay.Candidate[]::new);
        return new FieldWay.Member(candidates, cut, lower, missing, missing);
    }

    private static @Nullable FieldCut cut(Transform transform) {
        return switch (transform) {
            case AS_IS -> FieldCut.WHOLE;
            case BASE_NAME -> FieldCut.BASE_NAME;
            case ACCOUNT -> FieldCut.ACCOUNT;
            case ACCOUNT_DOMAIN -> FieldCut.ACCOUNT_DOMAIN;
            default -> null;
        };
    }

    /** The names that ways lead to, numbered as they come. */
    private record Numbers(ScannedShape shape, Map<String, Integer> numbers) {

        boolean mayBeNoMember(TakenField.Candidate candidate) {
            String given = candidate.given();
            return mayBeNoMember(candidate.source()) || given != null && mayBeNoMember(given);
        }

        private boolean mayBeNoMember(String field) {
            return shape.mayBeDeep(field) || DefaultFields.isDerived(field);
        }

        FieldWay.Candidate candidate(String field, @Nullable String given) {
            List<String> condition = new ArrayList<>();
            if (given != null) {
                condition.addAll(shape.sources(given));
                condition.addAll(shape.data(given));
            }
            return new FieldWay.Candidate(
                    of(shape.sources(field)), of(shape.data(field)), given == null ? null : of(condition));
        }

        /** The first of two fields that is there and not empty; by name if neither is. */
        FieldWay member(String field, String other) {
            List<String> sources = new ArrayList<>(shape.sources(field));
            sources.addAll(shape.sources(other));
            FieldWay.Candidate candidate = new FieldWay.Candidate(of(sources), of(List.of()), null);
            return new FieldWay.Member(
                    new FieldWay.Candidate[] {candidate},
                    FieldCut.WHOLE,
                    false,
                    FieldWay.Missing.BY_NAME,
                    FieldWay.Missing.BY_NAME);
        }

        int[] of(List<String> names) {
            return names.stream()
                    .mapToInt(name -> numbers.computeIfAbsent(name, key -> numbers.size()))
                    .toArray();
        }
    }

    private static boolean isDeep(String field) {
        return end(field) < field.length();
    }

    /** Where the first of a path's names ends. */
    private static int end(String field) {
        int end = 0;
        while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '{') {
            end++;
        }
        return end;
    }
}
