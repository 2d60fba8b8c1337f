package io.outrider.match;

/**
 * What matching took.
 *
 * @param events that were matched
 * @param trueAtoms conditions that were found true, each once for an event
 * @param windows places of values at which the bitmap had the table asked
 * @param candidates rules that were tried
 * @param asked conditions that were looked at only because a rule asked for them
 * @param matches rules that held
 * @param shared values that events have alike which were looked at
 * @param known those of them of which it was known what they make true
 */
public record MatchStatistics(
        long events, long trueAtoms, long windows, long candidates, long asked, long matches, long shared, long known) {

    /** Before anything was matched. */
    public static final MatchStatistics NONE = new MatchStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public MatchStatistics plus(MatchStatistics other) {
        return new MatchStatistics(
                events + other.events,
                trueAtoms + other.trueAtoms,
                windows + other.windows,
                candidates + other.candidates,
                asked + other.asked,
                matches + other.matches,
                shared + other.shared,
                known + other.known);
    }
}
