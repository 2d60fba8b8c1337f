package io.outrider.content;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Counts the levels and aliases of a document while it is parsed, and ends it where there are too many. */
final class BoundedParser implements Parser {

    // Published files nest 5 deep and use no aliases. The composer recurses for each level.
    static final int DEEPEST = 32;
    static final int MOST_ALIASES = 32;

    private final Parser parser;
    private int depth;
    private int aliases;

    BoundedParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    /** @throws ParserException at the level or alias that is one too many */
    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> depth++;
            case MappingEnd, SequenceEnd -> depth--;
            case Alias -> aliases++;
            default -> {}
        }
        if (depth > DEEPEST || aliases > MOST_ALIASES) {
            String limit = depth > DEEPEST ? DEEPEST + " levels" : MOST_ALIASES + " aliases";
            throw new TooMuch(
                    "expected YAML of at most " + limit + ", but found more",
                    event.getStartMark().orElseThrow());
        }
        return event;
    }

    /** Tells this bound from an error of the language. */
    static final class TooMuch extends ParserException {

        private static final long serialVersionUID = 1L;

        TooMuch(String message, Mark mark) {
            super(message, java.util.Optional.of(mark));
        }
    }
}
