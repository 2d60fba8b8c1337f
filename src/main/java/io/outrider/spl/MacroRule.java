package io.outrider.spl;

import java.util.List;
import java.util.Optional;

/** The macros that published searches call without defining them, because they come with Splunk's apps. */
record MacroRule(String name, Support support, String why) {

    private static final List<MacroRule> ALL = List.of(
            new MacroRule(
                    "<detection>_filter",
                    Support.RUNS,
                    "keeps every row unless there is a file for it: publishers make it when they build their app"),
            new MacroRule(
                    "drop_dm_object_name(1)",
                    Support.RUNS,
                    "ships with Outrider; of Splunk's Common Information Model"),
            new MacroRule(
                    "get_asset(1)",
                    Support.REFUSED,
                    "Splunk Enterprise Security looks assets up by it, in tables that each site has for itself"),
            new MacroRule("security_content_ctime(1)", Support.RUNS, "ships with Outrider; of Splunk Security Content"),
            new MacroRule(
                    "security_content_summariesonly", Support.RUNS, "ships with Outrider; of Splunk Security Content"));

    /** @param signature with the number of arguments, if there are any */
    static Optional<MacroRule> of(String signature) {
        return ALL.stream().filter(rule -> rule.name().equals(signature)).findFirst();
    }

    /** By name. */
    static List<MacroRule> all() {
        return ALL;
    }
}
