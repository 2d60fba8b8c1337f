package io.outrider.spl;

import io.outrider.rule.Expression.Function;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The functions of Splunk's eval that are decided on (Search Reference, "Evaluation functions", Splunk Enterprise 9). All
 * of {@link Function} run; the others are refused, each with its reason.
 */
record FunctionRule(String name, Support support, String why) {

    private static final Map<String, FunctionRule> ALL = new TreeMap<>();
    private static final Map<String, Function> FUNCTIONS = new HashMap<>();

    static {
        for (Function function : Function.values()) {
            runs(function.text(), function, function.arity());
        }
        runs("ceil", Function.CEILING, "another name of `ceiling`");
        for (String name : new String[] {
            "acos",
            "acosh",
            "asin",
            "asinh",
            "atan",
            "atan2",
            "atanh",
            "avg",
            "bit_and",
            "bit_not",
            "bit_or",
            "bit_shift_left",
            "bit_shift_right",
            "bit_xor",
            "commands",
            "cos",
            "cosh",
            "exact",
            "exp",
            "hypot",
            "ipmask",
            "isbool",
            "isint",
            "isnum",
            "isstr",
            "json",
            "json_append",
            "json_array",
            "json_array_to_mv",
            "json_delete",
            "json_extend",
            "json_extract",
            "json_extract_exact",
            "json_keys",
            "json_object",
            "json_set",
            "json_set_exact",
            "json_valid",
            "ln",
            "log",
            "md5",
            "mv_to_json_array",
            "mvreverse",
            "mvrange",
            "pi",
            "printf",
            "searchmatch",
            "sha1",
            "sha256",
            "sha512",
            "sigfig",
            "sin",
            "sinh",
            "spath",
            "sum",
            "tan",
            "tanh",
            "toarray",
            "tobool",
            "todouble",
            "toint",
            "tomv",
            "toobject",
            "typeof",
            "validate"
        }) {
            refused(name, Coverage.UNUSED);
        }
        refused("sqrt", "the searches that use it need `outputlookup`, which is refused");
        refused("lookup", "the command `lookup` runs");
        refused("random", "two runs over the same events must give the same");
        refused("time", "two runs over the same events must give the same");
    }

    private static void runs(String name, Function function, String note) {
        add(new FunctionRule(name, Support.RUNS, note));
        FUNCTIONS.put(name, function);
    }

    private static void refused(String name, String reason) {
        add(new FunctionRule(name, Support.REFUSED, reason));
    }

    private static void add(FunctionRule rule) {
        if (ALL.put(rule.name(), rule) != null) {
            throw new IllegalStateException("two rules for the function " + rule.name());
        }
    }

    static Optional<FunctionRule> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The function that runs under the name, in any case. */
    static Optional<Function> function(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name.toLowerCase(Locale.ROOT)));
    }

    /** By name. */
    static Iterable<FunctionRule> all() {
        return ALL.values();
    }
}
