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

    static FieldWays of(FieldPlan plan, @Nullable SourceMapping mapping) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        FieldWay[] ways = plan.fields().stream()
                .map(field -> plan.dataset() == null
                        ? ofEvent(field, mapping, numbers)
                        : ofDataset(plan.dataset(), field, mapping, numbers))
                .toArray(FieldWay[]::new);
        return new FieldWays(new NameTable(List.copyOf(numbers.keySet())), ways);
    }

    private static FieldWay ofEvent(String field, @Nullable SourceMapping mapping, Map<String, Integer> numbers) {
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
        if (mayBeNested(field)) {
            return new FieldWay.ByName();
        }
        FieldWay.Candidate candidate = new FieldWay.Candidate(numbers(field, numbers), null);
        // An original field may be empty: that is a value.
        return new FieldWay.Member(
                new FieldWay.Candidate[] {candidate}, FieldCut.WHOLE, !EventNames.isDerived(field), false);
    }

    private static FieldWay ofDataset(
            Dataset dataset, String field, @Nullable SourceMapping mapping, Map<String, Integer> numbers) {
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
    private static FieldWay ofLine(FieldMapping line, boolean last, Map<String, Integer> numbers) {
        FieldCut cut = line.translates() ? null : cut(line.transform());
        List<FieldWay.Candidate> candidates = new ArrayList<>();
        for (FieldMapping.Candidate candidate : line.candidates()) {
            String given = candidate.given();
            if (mayBeNotMember(candidate.source()) || (given != null && mayBeNotMember(given))) {
                return new FieldWay.ByName();
            }
            candidates.add(new FieldWay.Candidate(
                    numbers(candidate.source(), numbers), given == null ? null : numbers(given, numbers)));
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

    private static int[] numbers(String field, Map<String, Integer> numbers) {
        return ScannedNames.sources(field).stream()
                .mapToInt(name -> numbers.computeIfAbsent(name, key -> numbers.size()))
                .toArray();
    }

    private static boolean mayBeNotMember(String field) {
        return mayBeNested(field) || EventNames.isDerived(field);
    }

    private static boolean mayBeNested(String field) {
        return field.indexOf('.') >= 0 || field.indexOf('{') >= 0;
    }
}
