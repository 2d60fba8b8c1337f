package io.outrider.spl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as texts, after Splunk Enterprise 9.4, Search Reference, "Conversion functions". */
final class ReferenceNumber {

    private ReferenceNumber() {}

    /**
     * {@code tonumber} with a base from 2 to 36; {@code null} if the text is no number of that base. That of 16 may begin with
     * {@code 0x}, as {@code tostring} writes it.
     */
    static @Nullable Double parse(String text, @Nullable Double base) {
        try {
            String digits = base != null && base == 16 ? text.strip().replaceFirst("^0[xX]", "") : text.strip();
            return base == null ? null : (Double) (double) Long.parseLong(digits, base.intValue());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** {@code tostring} of a number: {@code hex}; {@code commas}, with two decimals at most; {@code duration}. */
    static String format(String text, @Nullable Double number, String format) {
        if (number == null) {
            return text;
        }
        long whole = number.longValue();
        return switch (format) {
            case "hex" ->
                (whole < 0 ? "-0x" : "0x") + Long.toHexString(Math.abs(whole)).toUpperCase(Locale.ROOT);
            case "commas" -> commas().format(BigDecimal.valueOf(number));
            case "duration" -> String.format(Locale.US, "%02d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
            default -> throw new UnsupportedOperationException("tostring " + format);
        };
    }

    private static DecimalFormat commas() {
        DecimalFormat format = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.US));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format;
    }
}
