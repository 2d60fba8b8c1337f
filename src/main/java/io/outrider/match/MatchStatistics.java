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
 */
public record MatchStatistics(long events, long trueAtoms, long windows, long candidates, long asked, long matches) {

    /** Both together. */
    public MatchStatistics plus(MatchStatistics other) {
        return new MatchStatistics(
                events + other.events,
                trueAtoms + other.trueAtoms,
                windows + other.windows,
                candidates + other.candidates,
                asked + other.asked,
                matches + other.matches);
    }
}
