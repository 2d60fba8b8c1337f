package io.outrider.store;

/**
 * What holds an alert back.
 *
 * @param name of the suppression or the maintenance window in the configuration, or the silence's id
 */
public record Hold(Kind kind, String name) {

    /** How alerts are held back. */
    public enum Kind {
        SUPPRESSION("suppression"),
        SILENCE("silence"),
        MAINTENANCE("maintenance");

        private final String caption;

        Kind(String caption) {
            this.caption = caption;
        }

        /** As people are told of it. */
        public String caption() {
            return caption;
        }
    }

    /** For example {@code silence 3f9a1c2b}. */
    @Override
    public String toString() {
        return kind.caption() + ' ' + name;
    }
}
