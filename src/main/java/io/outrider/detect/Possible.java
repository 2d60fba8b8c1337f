package io.outrider.detect;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What values a column may have, as far as that can be told before there is an event. Where nothing else is said, it may be
 * absent too.
 */
sealed interface Possible {

    Possible ANY = new Any();

    // What is compared value by value must be few.
    int MOST_TEXTS = 32;

    /** Anything. */
    record Any() implements Possible {}

    /** No value at all. */
    record Never(Silence why) implements Possible {}

    /**
     * One or several of these.
     *
     * @param why it is not others; {@code null} for no other reason than that it is so
     */
    record Texts(
            Set<String> texts, boolean orAbsent, @Nullable Silence why) implements Possible {
        public Texts {
            texts = Set.copyOf(texts);
        }
    }

    /** A count that is not greater. */
    record AtMost(long most) implements Possible {}

    /**
     * The time of an event in the window, in seconds; absent nowhere.
     *
     * @param bin {@code null} if it is not the lower end of a span of time
     */
    record Moment(@Nullable Duration bin) implements Possible {}

    /** A time in seconds that is reckoned from a {@link Moment}. */
    record Reckoned(RelativeTime step) implements Possible {}

    /** A time in seconds that is reckoned from the close of the window. */
    record OfNow() implements Possible {}

    /** The text of a time, beginning with its year and a character that is no digit. */
    record DateText() implements Possible {}

    static Possible text(String text) {
        return new Texts(Set.of(text), false, null);
    }

    static Possible texts(Set<String> texts, boolean orAbsent, @Nullable Silence why) {
        return texts.isEmpty() || texts.size() > MOST_TEXTS ? ANY : new Texts(texts, orAbsent, why);
    }

    /** What it is that is the one or the other. */
    static Possible either(Possible one, Possible other) {
        if (one.equals(other)) {
            return one;
        }
        if (one instanceof Never) {
            return other.perhaps();
        }
        if (other instanceof Never) {
            return one.perhaps();
        }
        if (one instanceof Texts a && other instanceof Texts b) {
            Set<String> all = new LinkedHashSet<>(a.texts());
            all.addAll(b.texts());
            return texts(all, a.orAbsent() || b.orAbsent(), why(a.why(), b.why()));
        }
        return ANY;
    }

    private static @Nullable Silence why(@Nullable Silence one, @Nullable Silence other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.equals(other) ? one : null;
    }

    private Possible perhaps() {
        if (this instanceof Texts texts) {
            return new Texts(texts.texts(), true, texts.why());
        }
        return this instanceof Moment ? ANY : this;
    }
}
