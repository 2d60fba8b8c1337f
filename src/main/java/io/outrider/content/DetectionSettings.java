package io.outrider.content;

import io.outrider.rule.Detection;
import io.outrider.rule.Rule;
import io.outrider.spl.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which detections run, and what an operator sets for single ones.
 *
 * <p>A detection runs if one of the selectors of {@code include} chooses it (or there is none) and none of {@code exclude}
 * does; an override that enables or disables it wins over both.
 *
 * @param include {@code null} if nothing is to be chosen: all run; an empty list chooses none
 */
public record DetectionSettings(
        @Nullable List<Selector> include, List<Selector> exclude, List<DetectionOverride> overrides) {

    public DetectionSettings {
        include = include == null ? null : List.copyOf(include);
        exclude = List.copyOf(exclude);
        overrides = List.copyOf(overrides);
    }

    /** All detections run as they are published. */
    public static DetectionSettings none() {
        return new DetectionSettings(null, List.of(), List.of());
    }

    /** The rules that run, and what is wrong with the settings for this content. */
    public Selection apply(Content content) {
        Map<String, Detection> byKey = new LinkedHashMap<>();
        List<Detection> known = content.entries().stream()
                .flatMap(entry -> Optional.ofNullable(entry.about()).stream())
                .toList();
        // An id wins over a name that is written the same.
        known.forEach(about -> byKey.putIfAbsent(key(about.id()), about));
        known.forEach(about -> byKey.putIfAbsent(key(about.name()), about));
        List<String> problems = new ArrayList<>();
        Map<String, DetectionOverride> byId = new LinkedHashMap<>();
        for (DetectionOverride override : overrides) {
            Detection about = byKey.get(key(override.detection()));
            if (about == null) {
                problems.add(override.property() + ": expected the id or name of a detection, but found '"
                        + override.detection() + "'; it has no effect" + suggestion(known, override.detection()));
            } else {
                DetectionOverride first = byId.putIfAbsent(about.id(), override);
                if (first != null) {
                    problems.add(override.property() + ": expected one name for " + about.name() + ", but found also "
                            + first.property() + "; this one has no effect");
                }
            }
        }
        problems.addAll(idle("outrider.detections.include", include == null ? List.of() : include, known));
        problems.addAll(idle("outrider.detections.exclude", exclude, known));
        List<Rule> rules = content.rules().stream()
                .flatMap(rule -> chosen(rule, byId.get(rule.about().id())).stream())
                .toList();
        return new Selection(rules, content.rules().size() - rules.size(), problems);
    }

    private Optional<Rule> chosen(Rule rule, @Nullable DetectionOverride override) {
        Boolean enabled = override == null ? null : override.enabled();
        boolean runs = enabled == null ? isSelected(rule.about()) : enabled;
        if (!runs) {
            return Optional.empty();
        }
        return Optional.of(override == null ? rule : override.applyTo(rule));
    }

    private boolean isSelected(Detection about) {
        return (include == null || include.stream().anyMatch(selector -> selector.matches(about)))
                && exclude.stream().noneMatch(selector -> selector.matches(about));
    }

    private static List<String> idle(String property, List<Selector> selectors, List<Detection> known) {
        return selectors.stream()
                .filter(selector -> known.stream().noneMatch(selector::matches))
                .map(selector -> property + ": " + selector.text() + ": " + selector.explain(known))
                .toList();
    }

    private static String suggestion(List<Detection> known, String text) {
        List<String> keys = known.stream()
                .flatMap(about -> Stream.of(about.id(), about.name()))
                .toList();
        String byText = Suggestion.among(keys, text);
        return byText.isEmpty()
                ? Suggestion.among(
                        known.stream().map(about -> key(about.name())).toList(), key(text))
                : byText;
    }

    /**
     * An id or name as a part of a property's name: in any case, with a {@code _} for anything but letters and digits, which
     * is how the detection's file and its filter macro are called, and all that an environment variable can hold.
     */
    public static String key(String idOrName) {
        return idOrName.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
    }

    /**
     * What the settings leave of the content.
     *
     * @param rules that run
     * @param leftOut number of detections that could run and are not to
     * @param problems one line each: properties that name nothing
     */
    public record Selection(List<Rule> rules, int leftOut, List<String> problems) {

        public Selection {
            rules = List.copyOf(rules);
            problems = List.copyOf(problems);
        }
    }
}
