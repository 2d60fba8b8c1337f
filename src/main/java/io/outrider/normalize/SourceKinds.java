package io.outrider.normalize;

import io.outrider.normalize.EventCondition.Is;
import io.outrider.normalize.EventMatch.OfSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of event of a source, found by the text of a field that tells them apart. Of several mappings for an event the
 * first in the file counts.
 */
final class SourceKinds {

    private final Source source;
    private final List<SourceMapping> mappings;
    // Sourcetypes of single kinds, in lower case.
    private final Set<String> sourcetypes = new HashSet<>();
    /** By field, by its text in lower case: the places of the mappings that ask for it. */
    private final Map<String, Map<String, List<Integer>>> byText = new LinkedHashMap<>();
    /** Those that ask for no text that could be looked up. */
    private final List<Integer> others = new ArrayList<>();

    /** @param mappings all those of the source, in the order of its file */
    SourceKinds(Source source, List<SourceMapping> mappings) {
        this.source = source;
        this.mappings = List.copyOf(mappings);
        for (int place = 0; place < mappings.size(); place++) {
            String sourcetype = ((OfSource) mappings.get(place).match()).sourcetype();
            if (!sourcetype.isEmpty()) {
                sourcetypes.add(key(sourcetype));
            }
            file(place);
        }
    }

    private void file(int place) {
        for (EventCondition condition : mappings.get(place).conditions()) {
            if (condition instanceof Is is && is.texts().stream().allMatch(TextPattern::isExact)) {
                Map<String, List<Integer>> texts = byText.computeIfAbsent(is.field(), field -> new HashMap<>());
                for (TextPattern text : is.texts()) {
                    texts.computeIfAbsent(key(text.text()), name -> new ArrayList<>())
                            .add(place);
                }
                return;
            }
        }
        others.add(place);
    }

    Source source() {
        return source;
    }

    /** In lower case: all by which the source's events are known. */
    Set<String> sourcetypes() {
        Set<String> all = new HashSet<>(sourcetypes);
        source.sourcetypes().forEach(sourcetype -> all.add(key(sourcetype)));
        return all;
    }

    /**
     * The mapping for an event, or {@code null}.
     *
     * @param fields gives the first text of an original field, or {@code null}
     * @param sourcetype what is said of the event, by itself or by the operator; empty if nothing is
     */
    @Nullable
    SourceMapping find(UnaryOperator<@Nullable String> fields, String sourcetype) {
        int best = first(others, mappings.size(), fields, sourcetype);
        for (Map.Entry<String, Map<String, List<Integer>>> field : byText.entrySet()) {
            String text = fields.apply(field.getKey());
            if (text != null) {
                best = first(field.getValue().getOrDefault(key(text), List.of()), best, fields, sourcetype);
            }
        }
        return best == mappings.size() ? null : mappings.get(best);
    }

    /** The first of the places before {@code best} whose mapping is for the event; {@code best} if there is none. */
    private int first(List<Integer> places, int best, UnaryOperator<@Nullable String> fields, String sourcetype) {
        for (int place : places) {
            if (place >= best) {
                return best;
            }
            SourceMapping mapping = mappings.get(place);
            if (isOf(mapping, sourcetype) && mapping.conditionsHold(fields)) {
                return place;
            }
        }
        return best;
    }

    /** A sourcetype of one kind tells of it; without one its conditions tell, if it has some. */
    private boolean isOf(SourceMapping mapping, String said) {
        String own = ((OfSource) mapping.match()).sourcetype();
        if (own.isEmpty()) {
            return true;
        }
        return sourcetypes.contains(key(said))
                ? own.equalsIgnoreCase(said)
                : !mapping.conditions().isEmpty();
    }

    static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
