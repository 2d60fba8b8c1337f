package io.outrider.app;

import io.outrider.content.Content;
import io.outrider.content.Selector;
import io.outrider.policy.MaintenanceWindow;
import io.outrider.policy.Matchers;
import io.outrider.policy.Schedule;
import io.outrider.policy.Suppression;
import io.outrider.rule.Detection;
import io.outrider.spl.Suggestion;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code outrider.suppress.NAME.*} and {@code outrider.maintenance.NAME.*}. What is wrong with one of them ends the start: an
 * alert that is held back by mistake is missed.
 */
@Singleton
final class PolicyProperties {

    static final String SUPPRESS = "outrider.suppress.";
    static final String MAINTENANCE = "outrider.maintenance.";

    private static final List<String> OF_SUPPRESSION = List.of("detections", "fields", "period");
    private static final List<String> OF_MAINTENANCE =
            List.of("matchers", "from", "until", "days", "start", "end", "timezone");

    private final List<Suppression> suppressions = new ArrayList<>();
    private final List<MaintenanceWindow> maintenance = new ArrayList<>();
    private final Map<String, List<Selector>> selectors = new TreeMap<>();

    PolicyProperties(OutriderConfig config) {
        new TreeMap<>(config.suppress()).forEach(this::suppression);
        new TreeMap<>(config.maintenance()).forEach(this::maintenance);
    }

    List<Suppression> suppressions() {
        return List.copyOf(suppressions);
    }

    List<MaintenanceWindow> maintenance() {
        return List.copyOf(maintenance);
    }

    /** One line for each selector of detections that chooses none. */
    List<String> problems(Content content) {
        List<Detection> known = content.entries().stream()
                .flatMap(entry -> Optional.ofNullable(entry.about()).stream())
                .toList();
        List<String> problems = new ArrayList<>();
        selectors.forEach((property, chosen) -> chosen.stream()
                .filter(selector -> known.stream().noneMatch(selector::matches))
                .forEach(selector -> problems.add(property + ": " + selector.text() + ": " + selector.explain(known))));
        return problems;
    }

    /** How matchers choose detections. */
    static Predicate<Detection> selector(String text) {
        return Selector.parse(text)::matches;
    }

    private void suppression(String name, Map<String, String> settings) {
        String prefix = SUPPRESS + name + '.';
        check(prefix, settings, OF_SUPPRESSION);
        List<Selector> chosen = read(
                        prefix + "detections",
                        settings.get("detections"),
                        text -> items(text).stream().map(Selector::parse).toList())
                .orElse(List.of());
        selectors.put(prefix + "detections", chosen);
        Predicate<Detection> detections =
                about -> chosen.isEmpty() || chosen.stream().anyMatch(selector -> selector.matches(about));
        List<String> fields = items(settings.getOrDefault("fields", ""));
        suppressions.add(read(
                        prefix + "period",
                        settings.get("period"),
                        text -> new Suppression(name, detections, fields, new DurationText().convert(text)))
                .orElseThrow(() -> new IllegalArgumentException(
                        prefix + "period: expected a duration such as 1h, but found nothing")));
    }

    private void maintenance(String name, Map<String, String> settings) {
        String prefix = MAINTENANCE + name + '.';
        check(prefix, settings, OF_MAINTENANCE);
        Matchers matchers = read(
                        prefix + "matchers",
                        settings.get("matchers"),
                        text -> Matchers.parse(items(text), PolicyProperties::selector))
                .orElseThrow(() -> new IllegalArgumentException(prefix
                        + "matchers: expected conditions such as dest=ws-*, severity:low or detection:NAME, but found"
                        + " nothing"));
        boolean weekly = Stream.of("days", "start", "end").anyMatch(settings::containsKey);
        boolean once = Stream.of("from", "until").anyMatch(settings::containsKey);
        if (weekly == once) {
            throw new IllegalArgumentException(prefix
                    + "*: expected either from and until, or start and end (and days), but found "
                    + (once ? "both" : "neither"));
        }
        maintenance.add(
                new MaintenanceWindow(name, matchers, once ? once(prefix, settings) : weekly(prefix, settings)));
    }

    private static Schedule once(String prefix, Map<String, String> settings) {
        Instant from = needed(prefix, settings, "from", MomentText::moment);
        return needed(prefix, settings, "until", text -> new Schedule.Once(from, MomentText.moment(text)));
    }

    private static Schedule weekly(String prefix, Map<String, String> settings) {
        Set<DayOfWeek> days = read(prefix + "days", settings.get("days"), PolicyProperties::days)
                .orElse(EnumSet.allOf(DayOfWeek.class));
        LocalTime start = needed(prefix, settings, "start", PolicyProperties::time);
        LocalTime end = needed(prefix, settings, "end", PolicyProperties::time);
        ZoneId zone = read(prefix + "timezone", settings.get("timezone"), PolicyProperties::zone)
                .orElse(ZoneId.of("UTC"));
        return new Schedule.Weekly(days, start, end, zone);
    }

    private static Set<DayOfWeek> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String item : items(text)) {
            days.add(Stream.of(DayOfWeek.values())
                    .filter(day -> day.name().substring(0, 3).equalsIgnoreCase(item)
                            || day.name().equalsIgnoreCase(item))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "expected days such as mon, tue, sat, but found '" + item + "'")));
        }
        return days;
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a time of day such as 22:00, but found '" + text + "'", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("expected a zone such as Europe/Berlin, but found '" + text + "'", e);
        }
    }

    private static void check(String prefix, Map<String, String> settings, List<String> known) {
        for (String setting : new TreeMap<>(settings).keySet()) {
            if (!known.contains(setting.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(prefix + setting + ": expected one of " + String.join(", ", known)
                        + ", but found '" + setting + "'" + Suggestion.among(known, setting));
            }
        }
    }

    private static <T> T needed(String prefix, Map<String, String> settings, String name, Function<String, T> reader) {
        return read(prefix + name, settings.get(name), reader)
                .orElseThrow(
                        () -> new IllegalArgumentException(prefix + name + ": expected a value, but found nothing"));
    }

    private static <T> Optional<T> read(String property, @Nullable String text, Function<String, T> reader) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e.getCause());
        }
    }

    private static List<String> items(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
