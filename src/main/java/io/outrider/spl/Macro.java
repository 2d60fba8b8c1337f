package io.outrider.spl;

import java.util.HashSet;
import java.util.List;

/**
 * A search macro.
 *
 * @param name as it is called, without the number of arguments
 * @param arguments their names, in order; {@code $name$} in the definition stands for the text that is passed
 * @param definition the text that a call is replaced by; it may call other macros
 */
public record Macro(String name, List<String> arguments, String definition) {

    public Macro {
        arguments = List.copyOf(arguments);
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a macro's name, but found '" + name + "'");
        }
        if (new HashSet<>(arguments).size() != arguments.size()) {
            throw new IllegalArgumentException("two arguments of macro " + name + " have one name: " + arguments);
        }
    }

    /** {@code name}, or {@code name(2)} if there are arguments: macros that differ in it are different macros. */
    public String signature() {
        return signature(name, arguments.size());
    }

    static String signature(String name, int arguments) {
        return arguments == 0 ? name : name + "(" + arguments + ")";
    }
}
