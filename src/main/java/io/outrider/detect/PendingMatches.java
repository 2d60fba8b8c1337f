package io.outrider.detect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The matches of one search over one window that are not grouped yet. Where they are in few groups, these take less room: that
 * is found out from a sample, whenever there are twice as many.
 */
final class PendingMatches {

    /** To group so many takes some milliseconds, and they take some megabytes at most. */
    private static final int FIRST_LOOK = 4_096;

    private static final int SAMPLE = 256;

    /** So many groups in a sample tell that there are hardly fewer groups than matches. */
    private static final int MANY_GROUPS = SAMPLE * 7 / 8;

    private List<PendingMatch> matches = new ArrayList<>(0);
    private int nextLook = FIRST_LOOK;

    void add(List<PendingMatch> more, UndoLog undo) {
        List<PendingMatch> before = matches;
        int size = before.size();
        matches.addAll(more);
        undo.add(() -> before.subList(size, before.size()).clear());
    }

    List<PendingMatch> all() {
        return matches;
    }

    boolean isEmpty() {
        return matches.isEmpty();
    }

    /** All of them, which are no more. */
    List<PendingMatch> take(UndoLog undo) {
        List<PendingMatch> all = matches;
        undo.add(() -> matches = all);
        matches = new ArrayList<>(0);
        nextLook = FIRST_LOOK;
        return all;
    }

    /** They are no more; not to be taken back. */
    void clear() {
        matches = new ArrayList<>(0);
        nextLook = FIRST_LOOK;
    }

    boolean areWorthGrouping(CompiledSearch search) {
        if (matches.size() < nextLook) {
            return false;
        }
        nextLook = 2 * matches.size();
        Set<RowIdentity> groups = new HashSet<>();
        for (int i = 0; i < SAMPLE; i++) {
            groups.addAll(search.groups(matches.get((int) ((long) i * matches.size() / SAMPLE))));
        }
        return groups.size() < MANY_GROUPS;
    }
}
