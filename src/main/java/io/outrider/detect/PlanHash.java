package io.outrider.detect;

import io.outrider.alert.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Tells a plan from others, also over restarts: rows that were gathered under a plan with this hash can go on under any that has it
 * ({@link CompiledRule#gathersAs}).
 */
final class PlanHash {

    /** Of the way in which a plan is written down here, and of what is gathered for it. */
    private static final String FORM = "1";

    private PlanHash() {}

    static String of(CompiledRule rule) {
        StringBuilder plan = new StringBuilder(FORM)
                .append(rule.rule().gatherings())
                .append(rule.windows())
                .append(rule.maxValues());
        rule.searches().forEach(search -> plan.append(search.gathersAs()));
        return HexFormat.of().formatHex(Sha256.digest().digest(plan.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
