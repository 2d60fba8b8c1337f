package io.outrider.spl;

import io.outrider.rule.Expression.Function;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The functions of Splunk's eval that are decided on (Search Reference, "Evaluation functions", Splunk Enterprise 9). All
 * of {@link Function} run; the others are refused, each with its reason.
 */
record FunctionRule(String name, Support support, String why) {

    private static final Map<String, FunctionRule> ALL = new LinkedHashMap<>();

    static {
        Map<String, FunctionRule> sorted = new TreeMap<>();
        for (Function function : Function.values()) {
            sorted.put(function.text(), new FunctionRule(function.text(), Support.RUNS, function.arity()));
        }
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
            sorted.putIfAbsent(name, new FunctionRule(name, Support.REFUSED, Coverage.UNUSED));
        }
        sorted.putIfAbsent(
                "sqrt",
                new FunctionRule(
                        "sqrt", Support.REFUSED, "the searches that use it need `outputlookup`, which is refused"));
        sorted.putIfAbsent("lookup", new FunctionRule("lookup", Support.REFUSED, "the command `lookup` runs"));
        sorted.putIfAbsent(
                "random",
                new FunctionRule("random", Support.REFUSED, "two runs over the same events must give the same"));
        sorted.putIfAbsent(
                "time", new FunctionRule("time", Support.REFUSED, "two runs over the same events must give the same"));
        sorted.putIfAbsent("ceil", new FunctionRule("ceil", Support.RUNS, "another name of `ceiling`"));
        ALL.putAll(sorted);
    }

    static Optional<FunctionRule> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The function that runs under the name, in any case. */
    static Optional<Function> function(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Function function : Function.values()) {
            if (function.text().equals(lower.equals("ceil") ? "ceiling" : lower)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /** By name. */
    static Iterable<FunctionRule> all() {
        return ALL.values();
    }
}
