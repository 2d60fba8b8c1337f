package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands between the backquotes of a macro call.
 *
 * @param arguments without the quotes that may enclose one
 */
record MacroCall(String name, List<String> arguments) {

    MacroCall {
        arguments = List.copyOf(arguments);
    }

    static MacroCall parse(String text) {
        int open = text.indexOf('(');
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open || !text.substring(close + 1).isBlank()) {
            return new MacroCall(text.strip(), List.of());
        }
        String name = text.substring(0, open).strip();
        String inside = text.substring(open + 1, close);
        return new MacroCall(name, inside.isBlank() ? List.of() : split(inside));
    }

    private static List<String> split(String inside) {
        List<String> arguments = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < inside.length()) {
            if (inside.charAt(i) == ',') {
                arguments.add(unquote(inside.substring(start, i)));
                start = i + 1;
            }
            int end = inside.charAt(i) == '"' ? Quoting.end(inside, i, '"') : -1;
            i = end < 0 ? i + (Quoting.isEscape(inside, i) ? 2 : 1) : end;
        }
        arguments.add(unquote(inside.substring(start)));
        return arguments;
    }

    private static String unquote(String argument) {
        String stripped = argument.strip();
        boolean quoted = stripped.length() > 1
                && stripped.charAt(0) == '"'
                && Quoting.end(stripped, 0, '"') == stripped.length();
        return quoted ? stripped.substring(1, stripped.length() - 1).replace("\\\"", "\"") : stripped;
    }
}
