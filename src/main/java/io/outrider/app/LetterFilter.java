package io.outrider.app;

import io.outrider.store.DeadLetterStore.DeadLetter;
import io.outrider.store.LetterId.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that choose dead letters: those that all of them hold for. */
final class LetterFilter {

    @Option(names = "--sink", paramLabel = "SINK", description = "Alerts that this sink does not get.")
    private @Nullable String sink;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = KindText.class,
            description = "delivery (alerts that a sink does not get), event (input that is none) or match.")
    private @Nullable Kind kind;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Those whose reason has this text, in any case.")
    private @Nullable String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeText.class,
            description = "Those that were given up since then: 2h, or 2026-03-01T12:00:00Z.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeText.class,
            description = "Those that were given up before then: 30d, or 2026-03-01T12:00:00Z.")
    private @Nullable Instant until;

    /** Whether it chooses: without an option it holds for all. */
    boolean isGiven() {
        return sink != null || kind != null || reason != null || since != null || until != null;
    }

    Predicate<DeadLetter> predicate() {
        List<Predicate<DeadLetter>> all = new ArrayList<>();
        if (sink != null) {
            String name = sink;
            all.add(letter -> letter.id().sink().equals(name));
        }
        if (kind != null) {
            Kind one = kind;
            all.add(letter -> letter.id().kind() == one);
        }
        if (reason != null) {
            String text = reason.toLowerCase(Locale.ROOT);
            all.add(letter -> letter.reason().toLowerCase(Locale.ROOT).contains(text));
        }
        if (since != null) {
            Instant from = since;
            all.add(letter -> !letter.time().isBefore(from));
        }
        if (until != null) {
            // Not at the moment itself: of two commands that part at it, one has a letter.
            Instant to = until;
            all.add(letter -> letter.time().isBefore(to));
        }
        return all.stream().reduce(letter -> true, Predicate::and);
    }

    /** A kind as it is written in an id. */
    static final class KindText implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String value) {
            for (Kind kind : Kind.values()) {
                if (kind.word().equals(value)) {
                    return kind;
                }
            }
            throw new TypeConversionException("expected delivery, event or match, but found '" + value + "'");
        }
    }

    /** A moment, or how long ago it was. */
    static final class TimeText implements ITypeConverter<Instant> {

        private final Clock clock;

        TimeText() {
            this(Clock.systemUTC());
        }

        TimeText(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Instant convert(String value) {
            try {
                return OffsetDateTime.parse(value).toInstant();
            } catch (DateTimeException e) {
                try {
                    return clock.instant().minus(new DurationText().convert(value));
                } catch (IllegalArgumentException | DateTimeException | ArithmeticException notOne) {
                    throw new TypeConversionException(
                            "expected how long ago, such as 30m, 2h or 1d, or a time such as 2026-03-01T12:00:00Z, but found '"
                                    + value + "'");
                }
            }
        }
    }
}
