package io.outrider.spl;

/** Tells numbers from names. */
final class Numerals {

    private Numerals() {}

    /** Whether the text is digits and nothing else. */
    static boolean isWhole(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
