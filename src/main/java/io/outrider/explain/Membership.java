package io.outrider.explain;

import io.outrider.cim.DataModels;
import io.outrider.cim.Event;
import io.outrider.cim.MembershipGap;
import io.outrider.normalize.SourceMappings;
import io.outrider.normalize.SourceTrace;
import io.outrider.rule.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells why an event is, or is not, a member of a dataset. */
final class Membership {

    /** Enough to see what kind of source is meant. */
    private static final int MOST_NAMES = 6;

    private final DataModels models;
    private final SourceMappings mappings;

    Membership(DataModels models, SourceMappings mappings) {
        this.models = models;
        this.mappings = mappings;
    }

    SourceTrace source(Event event) {
        return SourceTrace.of(event, mappings);
    }

    /** Which mapping is for the event, in words. */
    String mapping(Event event) {
        SourceTrace trace = source(event);
        if (trace.mapping() != null) {
            return SafeText.printable(trace.mapping());
        }
        return "none is for an event with " + kind(trace);
    }

    private static String kind(SourceTrace trace) {
        return trace.kind().isEmpty()
                ? "neither EventID nor any other field that tells its kind"
                : trace.kind().entrySet().stream()
                        .map(field -> field.getKey() + " = " + SafeText.quoted(field.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** Why the event is no member of the dataset that is read, one sentence each; none if no dataset is. */
    List<String> reasons(Event event, Feed feed) {
        List<String> reasons = new ArrayList<>();
        if (!(feed instanceof Feed.Dataset read)) {
            return reasons;
        }
        String dataset = models.find(read.name()).orElseThrow().qualifiedName();
        SourceTrace trace = source(event);
        models.gap(dataset, trace.datasets(), event::cim).ifPresent(gap -> reasons.add(words(gap, trace)));
        new TreeMap<>(trace.passedOver())
                .forEach((mapping, why) -> reasons.add(
                        "the mapping " + SafeText.printable(mapping) + " is not for it: " + SafeText.printable(why)));
        return reasons;
    }

    private String words(MembershipGap gap, SourceTrace trace) {
        if (gap instanceof MembershipGap.Unlike unlike) {
            return unlike.dataset() + " asks that " + SafeText.printable(unlike.field()) + " is "
                    + unlike.expected().stream().map(SafeText::quoted).collect(Collectors.joining(" or ")) + "; found "
                    + SafeText.of(unlike.found());
        }
        if (gap instanceof MembershipGap.Untagged untagged) {
            Set<String> tags = new TreeSet<>(untagged.tags());
            tags.addAll(untagged.anyTag());
            return untagged.dataset() + " asks for the tags " + SafeText.list(tags) + ", or a mapping that names it";
        }
        if (gap instanceof MembershipGap.Excepted excepted) {
            return excepted.dataset() + " leaves out events with "
                    + new TreeMap<>(excepted.except())
                            .entrySet().stream().map(Membership::field).collect(Collectors.joining(" and "));
        }
        String given = given(gap.dataset());
        return trace.mapping() == null
                ? "no source mapping is for an event with " + kind(trace) + given
                : "the source mapping of events with " + kind(trace) + ", " + SafeText.printable(trace.mapping())
                        + ", makes them "
                        + (trace.datasets().isEmpty()
                                ? "members of no dataset"
                                : "members of " + SafeText.list(new TreeSet<>(trace.datasets())) + " only")
                        + given;
    }

    private static String field(Map.Entry<String, List<String>> field) {
        return SafeText.printable(field.getKey()) + " = "
                + field.getValue().stream().map(SafeText::quoted).collect(Collectors.joining(" or "));
    }

    private String given(String dataset) {
        List<String> names = new ArrayList<>(SourceTrace.namesGiving(dataset, mappings));
        if (names.isEmpty()) {
            return "; no mapping gives " + dataset + ": write one (outrider.model.sources)";
        }
        boolean cut = names.size() > MOST_NAMES;
        return "; " + dataset + " is given by " + SafeText.list(names.subList(0, cut ? MOST_NAMES : names.size()))
                + (cut ? " and " + (names.size() - MOST_NAMES) + " other mappings" : "");
    }
}
