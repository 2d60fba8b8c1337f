package io.outrider.detect;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of numbers without rounding, so that it does not depend on their order. A number is taken as the shortest decimal
 * that means it: the sum of 0.1 and 0.2 is 0.3. Immutable.
 *
 * <p>Bounded: a double has at most 17 digits between 10^308 and 10^-324, a square twice as many.
 *
 * @param whole the sum of the whole numbers, as long as it fits
 * @param rest the sum of the others
 */
record ExactSum(long whole, BigDecimal rest) {

    static final ExactSum ZERO = new ExactSum(0, BigDecimal.ZERO);

    // Below 2^53 each whole number is a double of its own.
    private static final double EXACT = 0x1p53;
    // The square of a whole number below 2^31 fits into a long.
    private static final double SQUARABLE = 0x1p31;

    ExactSum plus(double number) {
        return Math.abs(number) < EXACT && number == Math.rint(number)
                ? plus((long) number)
                : new ExactSum(whole, rest.add(BigDecimal.valueOf(number)));
    }

    ExactSum plusSquare(double number) {
        if (Math.abs(number) < SQUARABLE && number == Math.rint(number)) {
            return plus((long) number * (long) number);
        }
        BigDecimal exact = BigDecimal.valueOf(number);
        return new ExactSum(whole, rest.add(exact.multiply(exact)));
    }

    private ExactSum plus(long number) {
        long sum = whole + number;
        boolean overflow = ((whole ^ sum) & (number ^ sum)) < 0;
        return overflow ? new ExactSum(number, rest.add(BigDecimal.valueOf(whole))) : new ExactSum(sum, rest);
    }

    ExactSum plus(ExactSum other) {
        return new ExactSum(whole, rest.add(other.rest)).plus(other.whole);
    }

    BigDecimal value() {
        return rest.add(BigDecimal.valueOf(whole));
    }

    void write(StateWriter out) {
        out.number(whole);
        byte[] digits = rest.unscaledValue().toByteArray();
        out.number(rest.scale());
        out.number(digits.length);
        out.some(digits);
    }

    static ExactSum read(StateReader in) {
        long whole = in.number();
        int scale = (int) in.number();
        return new ExactSum(whole, new BigDecimal(new BigInteger(in.some((int) in.number())), scale));
    }
}
