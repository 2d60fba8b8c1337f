package io.outrider.normalize;

import io.outrider.cim.Calculation;
import io.outrider.cim.Dataset;
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
        if (mapping != null && mapping.constants().containsKey(field)) {
            return constant(mapping.constants().get(field));
        }
        FieldMapping line = mapping == null ? null : mapping.fields().get(field);
        if (line != null) {
            // Where the mapping gives nothing, an original field of the same name counts.
            return ofLine(line, false, numbers);
        }
        if (numbers.shape().mayBeDeep(field)) {
            return new FieldWay.ByName();
        }
        FieldWay.Candidate candidate = numbers.candidate(field, null);
        // An original field may be empty: that is a value.
        return new FieldWay.Member(
                new FieldWay.Candidate[] {candidate}, FieldCut.WHOLE, !EventNames.isDerived(field), false);
    }

    private static FieldWay ofDataset(Dataset dataset, String field, @Nullable SourceMapping mapping, Numbers numbers) {
        if (dataset.isBase(field) || dataset.childFields().containsKey(field)) {
            return new FieldWay.ByName();
        }
        Calculation calculation = dataset.calculated().get(field);
        if (calculation != null && !calculation.keepsWhatIsThere()) {
            return new FieldWay.ByName();
        }
        String constant = mapping == null ? null : mapping.constants().get(field);
        if (constant != null) {
            return constant(constant);
        }
        FieldMapping line = mapping == null ? null : mapping.fields().get(field);
        if (line == null) {
            return calculation == null ? new FieldWay.Absent() : new FieldWay.ByName();
        }
        return ofLine(line, calculation == null, numbers);
    }

    private static FieldWay constant(String text) {
        // An empty text may be one that a calculation replaces.
        return text.isEmpty() ? new FieldWay.ByName() : new FieldWay.Constant(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param last whether the field is absent where the line gives nothing; otherwise it is looked up by name then */
    private static FieldWay ofLine(FieldMapping line, boolean last, Numbers numbers) {
        FieldCut cut = line.translates() ? null : cut(line.transform());
        List<FieldWay.Candidate> candidates = new ArrayList<>();
        for (FieldMapping.Candidate candidate : line.candidates()) {
            String given = candidate.given();
            if (numbers.mayBeNoMember(candidate.source()) || (given != null && numbers.mayBeNoMember(given))) {
                return new FieldWay.ByName();
            }
            candidates.add(numbers.candidate(candidate.source(), given));
        }
        return cut == null
                ? new FieldWay.ByName()
                : new FieldWay.Member(candidates.toArray(FieldWay.Candidate[]::new), cut, last, last);
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

        boolean mayBeNoMember(String field) {
            return shape.mayBeDeep(field) || EventNames.isDerived(field);
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

        private int[] of(List<String> names) {
            return names.stream()
                    .mapToInt(name -> numbers.computeIfAbsent(name, key -> numbers.size()))
                    .toArray();
        }
    }
}
