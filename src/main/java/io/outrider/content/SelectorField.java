package io.outrider.content;

import io.outrider.rule.Detection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a selector can ask of a detection, by the name that stands before the colon. */
enum SelectorField {
    ID(about -> List.of(about.id())),
    NAME(about -> List.of(about.name())),
    STORY(Detection::analyticStories),
    TECHNIQUE(Detection::attackIds),
    TYPE(about -> List.of(about.type())),
    /** Files of 2021 have none, and no pattern matches it then. */
    STATUS(about -> Optional.ofNullable(about.status()).stream().toList());

    private final Function<Detection, List<String>> values;

    SelectorField(Function<Detection, List<String>> values) {
        this.values = values;
    }

    List<String> of(Detection about) {
        return values.apply(about);
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SelectorField> named(String key) {
        return Arrays.stream(values())
                .filter(field -> field.key().equalsIgnoreCase(key))
                .findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(SelectorField::key).toList();
    }
}
