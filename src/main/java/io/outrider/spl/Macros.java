package io.outrider.spl;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The macros that a search may call, by name and number of arguments. */
public final class Macros {

    private final Map<String, Macro> bySignature;
    private final Set<String> folders;
    private final @Nullable Map<String, Optional<Macro>> calls;

    /** @throws IllegalArgumentException if two macros have one signature */
    public Macros(Collection<Macro> macros) {
        this(macros, List.of());
    }

    /**
     * @param folders where an author may put a macro that is missing; for messages
     * @throws IllegalArgumentException if two macros have one signature
     */
    public Macros(Collection<Macro> macros, Collection<String> folders) {
        this(new LinkedHashMap<>(), new LinkedHashSet<>(folders), null);
        for (Macro macro : macros) {
            if (bySignature.put(macro.signature(), macro) != null) {
                throw new IllegalArgumentException("two macros are named " + macro.signature());
            }
        }
    }

    /** The collections do not change once the macros are made: several may share them. */
    private Macros(Map<String, Macro> bySignature, Set<String> folders, @Nullable Map<String, Optional<Macro>> calls) {
        this.bySignature = bySignature;
        this.folders = folders;
        this.calls = calls;
    }

    /** These macros and, for signatures that they do not define, those of {@code others}. */
    public Macros orElse(Macros others) {
        Map<String, Macro> all = new LinkedHashMap<>(others.bySignature);
        all.putAll(bySignature);
        Set<String> allFolders = new LinkedHashSet<>(folders);
        allFolders.addAll(others.folders);
        return new Macros(all, allFolders, null);
    }

    /** The same macros, which add to the map what each call finds, by its signature: for those who ask {@link #find} again. */
    public Macros recording(Map<String, Optional<Macro>> into) {
        return new Macros(bySignature, folders, into);
    }

    /** Whether each of the calls finds what it found when it was recorded. */
    public boolean find(Map<String, Optional<Macro>> recorded) {
        return recorded.entrySet().stream()
                .allMatch(call ->
                        Optional.ofNullable(bySignature.get(call.getKey())).equals(call.getValue()));
    }

    Optional<Macro> find(String name, int arguments) {
        String signature = Macro.signature(name, arguments);
        Optional<Macro> macro = Optional.ofNullable(bySignature.get(signature));
        if (calls != null) {
            calls.put(signature, macro);
        }
        return macro;
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
        String places = folders.isEmpty() ? "" : " (" + String.join(", ", folders) + ")";
        return "expected a file for macro " + name + " in a folder macros/ inside or beside the detections" + places
                + ", but found none"
                + MacroRule.of(Macro.signature(name, arguments))
                        .filter(rule -> rule.support() == Support.REFUSED)
                        .map(rule -> "; " + rule.why())
                        .orElse("; copy the publisher's file there")
                + ", or write one with name, arguments and definition"
                + Suggestion.among(names, name);
    }
}
