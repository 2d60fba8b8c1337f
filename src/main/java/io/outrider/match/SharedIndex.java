package io.outrider.match;

import io.outrider.rule.Predicate;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An index that several threads use and that learns from what they see: matchers are borrowed for a batch of events, and what
 * they counted makes the next index. Results never hang on what was learned, only cost does.
 */
public final class SharedIndex {

    /** Events after which the first counts are worth more than the guesses; a few batches, so it is soon. */
    private static final long FIRST_PLAN = 4_096;

    /** The next plan comes after eight times as many events: each is better founded, and planning never costs much. */
    private static final int GROWTH = 8;

    /** Then at this interval, since what a network does changes: some milliseconds of planning in ten seconds or more. */
    private static final long LARGEST_INTERVAL = 1L << 20;

    private volatile MatchIndex current;
    // Those of the current index only, but for moments around a change.
    private final ConcurrentLinkedQueue<Matcher> idle = new ConcurrentLinkedQueue<>();
    private final Frequencies seen;
    private MatchStatistics retired = MatchStatistics.NONE;
    private long interval = FIRST_PLAN;

    private SharedIndex(MatchIndex first) {
        current = first;
        seen = new Frequencies(first.conditions);
    }

    /** @see MatchIndex#compile */
    public static SharedIndex compile(List<Predicate> rules, TextTests tests) {
        return new SharedIndex(MatchIndex.compile(rules, tests));
    }

    /** The index that newly borrowed matchers use. */
    public MatchIndex current() {
        return current;
    }

    /** A matcher for this thread alone, until it is given back. */
    public Matcher borrow() {
        MatchIndex index = current;
        Matcher matcher = idle.poll();
        while (matcher != null && matcher.index() != index) {
            retire(matcher);
            matcher = idle.poll();
        }
        return matcher == null ? index.newMatcher() : matcher;
    }

    /** Gives a borrowed matcher back, with what it counted. */
    public void giveBack(Matcher matcher) {
        learn(matcher);
        matcher.forget();
        if (matcher.index() == current) {
            idle.add(matcher);
        } else {
            retire(matcher);
        }
    }

    /** What all matchers that are not borrowed now did. */
    public synchronized MatchStatistics statistics() {
        return idle.stream().map(Matcher::statistics).reduce(retired, MatchStatistics::plus);
    }

    private synchronized void retire(Matcher matcher) {
        retired = retired.plus(matcher.statistics());
    }

    // Once for a batch, not for an event; adding costs microseconds.
    private synchronized void learn(Matcher matcher) {
        if (matcher.frequencies().events() < FIRST_PLAN) {
            return;
        }
        seen.add(matcher.frequencies());
        matcher.frequencies().clear();
        if (seen.events() >= interval) {
            current = current.replanned(seen);
            seen.clear();
            interval = Math.min(interval * GROWTH, LARGEST_INTERVAL);
        }
    }
}
