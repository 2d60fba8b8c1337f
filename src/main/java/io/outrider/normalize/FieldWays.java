package io.outrider.normalize;

import io.outrider.cim.Calculation;
import io.outrider.cim.Dataset;
import io.outrider.cim.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the fields of a plan, for events of one layout and one mapping. Each is decided when the field is first read: a
 * plan has some hundred fields, of which most are never read of most layouts. Usable by several threads at once.
 */
final class FieldWays {

    private static final FieldWay BY_NAME = new FieldWay.ByName();

    private final FieldPlan plan;
    private final LayoutFields layout;
    private final @Nullable SourceMapping mapping;
    // Races decide the same twice.
    private final @Nullable FieldWay[] ways;

    FieldWays(FieldPlan plan, LayoutFields layout, @Nullable SourceMapping mapping) {
        this.plan = plan;
        this.layout = layout;
        this.mapping = mapping;
        this.ways = new @Nullable FieldWay[plan.fields().size()];
    }

    boolean areOf(FieldPlan otherPlan, LayoutFields otherLayout, @Nullable SourceMapping otherMapping) {
        return plan == otherPlan && layout == otherLayout && mapping == otherMapping;
    }

    FieldWay of(int slot) {
        FieldWay known = ways[slot];
        if (known == null) {
            String field = plan.fields().get(slot);
            Dataset dataset = plan.dataset();
            known = dataset == null ? ofEvent(field) : ofDataset(dataset, field);
            ways[slot] = known;
        }
        return known;
    }

    private FieldWay ofEvent(String field) {
        if (field.equals(FieldPlan.RAW)) {
            return new FieldWay.Raw();
        }
        if (field.equals(FieldPlan.TIME)) {
            return BY_NAME;
        }
        Value constant = mapping == null ? null : mapping.constants().get(field);
        if (constant != null) {
            return constant(constant.text());
        }
        FieldMapping line = mapping == null ? null : mapping.fields().get(field);
        if (line != null) {
            // Where the mapping gives nothing, an original field of the same name counts.
            return ofLine(line, false, FieldWay.Missing.BY_NAME);
        }
        int member = layout.single(field);
        if (member == LayoutFields.NONE && DefaultFields.isDerived(field)) {
            return derived(field);
        }
        if (member < 0) {
            return member == LayoutFields.NONE ? new FieldWay.Absent() : BY_NAME;
        }
        // An original field may be empty: that is a value, unless it is a column.
        return whole(
                member,
                layout.emptyIsNone() && !DefaultFields.isDerived(field)
                        ? FieldWay.Missing.ABSENT
                        : FieldWay.Missing.BY_NAME);
    }

    /** A field that the event has none of. */
    private FieldWay derived(String field) {
        if (field.equals(DefaultFields.HOST)) {
            int first = layout.single(DefaultFields.FIRST_HOST);
            return first < 0 ? BY_NAME : whole(first, FieldWay.Missing.BY_NAME);
        }
        boolean follows =
                DefaultFields.decidedBy(field).stream().allMatch(name -> layout.single(name) == LayoutFields.NONE);
        return follows ? new FieldWay.OfChannel(field) : BY_NAME;
    }

    private static FieldWay whole(int member, FieldWay.Missing whenEmpty) {
        FieldWay.Candidate candidate = new FieldWay.Candidate(member, LayoutFields.NONE);
        return new FieldWay.Member(
                new FieldWay.Candidate[] {candidate}, FieldCut.WHOLE, false, FieldWay.Missing.BY_NAME, whenEmpty);
    }

    private FieldWay ofDataset(Dataset dataset, String field) {
        if (dataset.isBase(field) || dataset.childFields().containsKey(field)) {
            return BY_NAME;
        }
        Calculation calculation = dataset.calculated().get(field);
        boolean lower = calculation instanceof Calculation.Lower;
        if (calculation != null && !lower && !calculation.keepsWhatIsThere()) {
            return BY_NAME;
        }
        Value constant = mapping == null ? null : mapping.constants().get(field);
        if (constant != null) {
            return lower ? BY_NAME : constant(constant.text());
        }
        FieldMapping line = mapping == null ? null : mapping.fields().get(field);
        if (line == null) {
            return ofNothing(missing(calculation));
        }
        return ofLine(line, lower, missing(calculation));
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

    private FieldWay ofNothing(FieldWay.Missing missing) {
        if (!missing.isKnown()) {
            return BY_NAME;
        }
        byte[] text = missing.text();
        return text == null ? new FieldWay.Absent() : constantly(new String(text, StandardCharsets.UTF_8));
    }

    private FieldWay constant(String text) {
        // An empty text may be one that a calculation replaces.
        return text.isEmpty() ? BY_NAME : constantly(text);
    }

    private FieldWay constantly(String text) {
        return new FieldWay.Constant(plan.constant(text));
    }

    /**
     * @param lower whether the text is put in lower case
     * @param missing what the field is where the line gives nothing
     */
    private FieldWay ofLine(FieldMapping line, boolean lower, FieldWay.Missing missing) {
        Transform transform = line instanceof TakenField taken ? taken.onlyTransform() : null;
        FieldCut cut = transform == null ? null : cut(transform);
        List<FieldWay.Candidate> candidates =
                cut != null && line instanceof TakenField taken ? candidates(taken) : null;
        return cut == null || candidates == null
                ? BY_NAME
                : new FieldWay.Member(candidates.toArray(FieldWay.Candidate[]::new), cut, lower, missing, missing);
    }

    /** Those that may be taken; {@code null} if names do not tell. */
    private @Nullable List<FieldWay.Candidate> candidates(TakenField line) {
        List<FieldWay.Candidate> candidates = new ArrayList<>();
        for (TakenField.Candidate candidate : line.candidates()) {
            String condition = candidate.given();
            int given = condition == null ? LayoutFields.NONE : first(condition);
            if (condition != null && given == LayoutFields.NONE) {
                continue;
            }
            int source = single(candidate.source());
            if (given == LayoutFields.UNTOLD || source == LayoutFields.UNTOLD) {
                return null;
            }
            candidates.add(new FieldWay.Candidate(source, given));
            if (condition == null) {
                break;
            }
        }
        return candidates;
    }

    private int single(String field) {
        return mayBeDerived(field) ? LayoutFields.UNTOLD : layout.single(field);
    }

    private int first(String field) {
        return mayBeDerived(field) ? LayoutFields.UNTOLD : layout.first(field);
    }

    private boolean mayBeDerived(String field) {
        return DefaultFields.isDerived(field) && (layout.emptyIsNone() || layout.first(field) == LayoutFields.NONE);
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
}
