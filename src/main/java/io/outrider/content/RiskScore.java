package io.outrider.content;

import java.util.OptionalDouble;

/** The risk score of a detection in the form of 2021 to 2024: impact × confidence / 100, each from 0 to 100. */
final class RiskScore {

    private RiskScore() {}

    /**
     * The rounded product of {@code impact} and {@code confidence}; {@code risk_score} where one of them is missing; 0
     * where nothing is given, as for a detection that only hunts. If both are given and disagree the product wins, with a
     * warning.
     */
    static int of(YamlMapping tags, FileProblems problems) {
        OptionalDouble impact = tags.number("impact", 0, 100);
        OptionalDouble confidence = tags.number("confidence", 0, 100);
        OptionalDouble stated = tags.number("risk_score", 0, 100);
        if (impact.isEmpty() || confidence.isEmpty()) {
            return (int) Math.round(stated.orElse(0));
        }
        int product = (int) Math.round(impact.getAsDouble() * confidence.getAsDouble() / 100);
        if (stated.isPresent() && Math.round(stated.getAsDouble()) != product) {
            problems.warning(
                    tags.position("risk_score"),
                    "risk_score",
                    "expected impact × confidence / 100 = " + product + ", but found " + stated.getAsDouble() + "; "
                            + product + " is used");
        }
        return product;
    }
}
