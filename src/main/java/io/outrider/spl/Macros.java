package io.outrider.spl;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The macros that a search may call, by name and number of arguments. */
public final class Macros {

    private final Map<String, Macro> bySignature = new LinkedHashMap<>();

    /** @throws IllegalArgumentException if two macros have one signature */
    public Macros(Collection<Macro> macros) {
        for (Macro macro : macros) {
            if (bySignature.put(macro.signature(), macro) != null) {
                throw new IllegalArgumentException("two macros are named " + macro.signature());
            }
        }
    }

    private Macros() {}

    /** These macros and, for signatures that they do not define, those of {@code others}. */
    public Macros orElse(Macros others) {
        Macros all = new Macros();
        all.bySignature.putAll(others.bySignature);
        all.bySignature.putAll(bySignature);
        return all;
    }

    public boolean isDefined(String name) {
        return bySignature.values().stream().anyMatch(macro -> macro.name().equals(name));
    }

    Optional<Macro> find(String name, int arguments) {
        return Optional.ofNullable(bySignature.get(arguments == 0 ? name : name + "(" + arguments + ")"));
    }

    /** What a message says of a call that {@link #find} has no macro for. */
    String explainMissing(String name, int arguments) {
        TreeSet<String> names = new TreeSet<>();
        StringBuilder others = new StringBuilder();
        for (Macro macro : bySignature.values()) {
            names.add(macro.name());
            if (macro.name().equals(name)) {
                others.append(others.isEmpty() ? "" : " or ")
                        .append(macro.arguments().size());
            }
        }
        if (!others.isEmpty()) {
            return "expected " + others + " argument(s) for macro " + name + ", but found " + arguments;
        }
        return "expected a defined macro, but found " + name + Suggestion.among(names, name);
    }
}
