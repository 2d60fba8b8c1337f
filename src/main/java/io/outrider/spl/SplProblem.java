package io.outrider.spl;

/**
 * Something that is wrong with a search, or odd about it.
 *
 * @param construct what it is about: a command, function, option, macro or field, for example {@code lookup}
 * @param message what was expected, what was found, and from which macro, if any
 */
public record SplProblem(Position position, String construct, String message) {

    // A search may hold a word of any length; what is said of it has to stay readable.
    private static final int LONGEST_CONSTRUCT = 100;
    private static final int LONGEST_MESSAGE = 1_000;

    static SplProblem of(Position position, String construct, String message) {
        String from = position.macros().isEmpty()
                ? ""
                : " (in the expansion of `" + String.join("` > `", position.macros()) + "`)";
        String named = construct.isBlank() ? "\"\"" : shortened(construct, LONGEST_CONSTRUCT);
        return new SplProblem(position, named, shortened(message, LONGEST_MESSAGE) + from);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
