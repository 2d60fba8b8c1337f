package io.outrider.regex;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Matches of an expression that both engines take. On nearly all texts {@code java.util.regex} is the faster one, by far; where
 * it is not, few steps show it, and RE2/J goes on from the same match.
 */
final class BriefMatches implements Matches {

    private final Supplier<Matches> linear;
    private Matches current;
    private boolean brief = true;
    private int found;

    /**
     * @param brief that end with {@link RegexAborted} where they take more than few steps
     * @param linear the same matches, from the first on
     */
    BriefMatches(Matches brief, Supplier<Matches> linear) {
        this.linear = linear;
        current = brief;
    }

    @Override
    public boolean next() {
        if (!brief) {
            return current.next();
        }
        try {
            boolean next = current.next();
            found++;
            return next;
        } catch (RegexAborted e) {
            brief = false;
            current = linear.get();
            for (int i = 0; i < found; i++) {
                current.next();
            }
            return current.next();
        }
    }

    @Override
    public int start() {
        return current.start();
    }

    @Override
    public int end() {
        return current.end();
    }

    @Override
    public @Nullable String group(int number) {
        return current.group(number);
    }
}
