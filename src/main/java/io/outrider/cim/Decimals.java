package io.outrider.cim;

import java.math.BigDecimal;

/** Writes numbers as Splunk shows them: decimal digits without exponent, none after the point for a whole number. */
final class Decimals {

    /** Up to here each whole number of thousandths is the shortest text of its double: 15 digits. */
    private static final double MOST = 1e15;

    private static final int THOUSAND = 1000;

    private Decimals() {}

    /** @param number finite */
    static String plain(double number) {
        // Times and counts, nearly always: seconds with milliseconds at most.
        double thousandths = number * THOUSAND;
        if (Math.abs(thousandths) < MOST) {
            long whole = Math.round(thousandths);
            if (whole / (double) THOUSAND == number) {
                return plain(whole);
            }
        }
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String plain(long thousandths) {
        long seconds = thousandths / THOUSAND;
        int rest = (int) Math.abs(thousandths % THOUSAND);
        if (rest == 0) {
            return Long.toString(seconds);
        }
        StringBuilder text = new StringBuilder(20);
        if (thousandths < 0) {
            text.append('-');
        }
        text.append(Math.abs(seconds)).append('.').append((char) ('0' + rest / 100));
        if (rest % 100 != 0) {
            text.append((char) ('0' + rest / 10 % 10));
            if (rest % 10 != 0) {
                text.append((char) ('0' + rest % 10));
            }
        }
        return text.toString();
    }
}
