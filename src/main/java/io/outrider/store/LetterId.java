package io.outrider.store;

import java.util.Locale;
import java.util.Set;

/**
 * Names a dead letter, as people write it: {@code SINK/NUMBER} for a delivery, {@code event/NUMBER} or {@code match/NUMBER} for input. A
 * sink that is itself called event, match or delivery is written {@code delivery/SINK/NUMBER}.
 *
 * @param sink of a delivery; empty for all others
 * @param number of the alert, or of the letter
 */
public record LetterId(Kind kind, String sink, long number) {

    /** What could not be used. */
    public enum Kind {
        /** An alert that a sink does not get. */
        DELIVERY,
        /** Input that is no event. */
        EVENT,
        /** Matches that no alert could take. */
        MATCH;

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<String> WORDS = Set.of(Kind.DELIVERY.word(), Kind.EVENT.word(), Kind.MATCH.word());
    private static final String DELIVERY = Kind.DELIVERY.word() + '/';

    public LetterId {
        if ((kind == Kind.DELIVERY) == sink.isEmpty()) {
            throw new IllegalArgumentException("expected a sink of a delivery alone, but found '" + sink + "'");
        }
    }

    public static LetterId delivery(String sink, long number) {
        return new LetterId(Kind.DELIVERY, sink, number);
    }

    /** @throws IllegalArgumentException if it is not written as an id is */
    public static LetterId parse(String text) {
        boolean said = text.startsWith(DELIVERY) && text.indexOf('/', DELIVERY.length()) > 0;
        String id = said ? text.substring(DELIVERY.length()) : text;
        int slash = id.lastIndexOf('/');
        if (slash < 1 || !id.substring(slash + 1).matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "expected SINK/NUMBER, event/NUMBER or match/NUMBER, but found '" + text + "'");
        }
        String name = id.substring(0, slash);
        long number = Long.parseLong(id.substring(slash + 1));
        if (!said && name.equals(Kind.EVENT.word())) {
            return new LetterId(Kind.EVENT, "", number);
        }
        if (!said && name.equals(Kind.MATCH.word())) {
            return new LetterId(Kind.MATCH, "", number);
        }
        return delivery(name, number);
    }

    @Override
    public String toString() {
        if (kind != Kind.DELIVERY) {
            return kind.word() + '/' + number;
        }
        return (WORDS.contains(sink) ? DELIVERY : "") + sink + '/' + number;
    }
}
