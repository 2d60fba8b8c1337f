package io.outrider.normalize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways to all fields of a plan, for events to which the same mappings apply; with a place to note one event's members. */
final class FieldWays {

    private final NameTable names;
    private final FieldWay[] ways;
    private final int[] members;

    private FieldWays(NameTable names, FieldWay[] ways) {
        this.names = names;
        this.ways = ways;
        this.members = new int[names.size()];
    }

    NameTable names() {
        return names;
    }

    int[] members() {
        return members;
    }

    FieldWay of(int slot) {
        return ways[slot];
    }

    static FieldWays of(FieldPlan plan, List<SourceMapping> mappings) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        FieldWay[] ways = plan.fields().stream()
                .map(field ->
                        plan.dataset() == null ? ofEvent(field, numbers) : ofDataset(plan, field, mappings, numbers))
                .toArray(FieldWay[]::new);
        return new FieldWays(new NameTable(List.copyOf(numbers.keySet())), ways);
    }

    private static FieldWay ofEvent(String field, Map<String, Integer> numbers) {
        if (field.equals(FieldPlan.RAW)) {
            return new FieldWay.Raw();
        }
        if (mayBeNested(field)) {
            return new FieldWay.ByName();
        }
        FieldWay.Candidate candidate = new FieldWay.Candidate(numbers(field, numbers), null);
        // An original field may be empty: that is a value.
        return new FieldWay.Member(
                new FieldWay.Candidate[] {candidate}, FieldCut.WHOLE, !WindowsNames.isDerived(field), false);
    }

    private static FieldWay ofDataset(
            FieldPlan plan, String field, List<SourceMapping> mappings, Map<String, Integer> numbers) {
        boolean calculated = plan.dataset().calculated().containsKey(field);
        List<FieldMapping> lines = new ArrayList<>();
        List<String> constants = new ArrayList<>();
        for (SourceMapping mapping : mappings) {
            mapping.fields().stream().filter(line -> line.field().equals(field)).forEach(lines::add);
            String constant = mapping.constants().get(field);
            if (constant != null) {
                constants.add(constant);
            }
        }
        if (calculated || field.equals("_time") || lines.size() > 1 || (!lines.isEmpty() && !constants.isEmpty())) {
            return new FieldWay.ByName();
        }
        if (!constants.isEmpty()) {
            return new FieldWay.Constant(constants.get(constants.size() - 1).getBytes(StandardCharsets.UTF_8));
        }
        return lines.isEmpty() ? new FieldWay.Absent() : ofLine(lines.get(0), numbers);
    }

    private static FieldWay ofLine(FieldMapping line, Map<String, Integer> numbers) {
        FieldCut cut = cut(line.transform());
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
                : new FieldWay.Member(candidates.toArray(FieldWay.Candidate[]::new), cut, true, true);
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
        return mayBeNested(field) || WindowsNames.isDerived(field);
    }

    private static boolean mayBeNested(String field) {
        return field.indexOf('.') >= 0 || field.indexOf('{') >= 0;
    }
}
