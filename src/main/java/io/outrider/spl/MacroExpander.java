package io.outrider.spl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the macro calls of a search by their definitions: as text, without parentheses around it, until none is left.
 *
 * <p>A call is <code>`name`</code> or <code>`name(argument, "argument, with comma")`</code>. Inside double quotes
 * nothing is expanded. A comment <code>```…```</code> becomes a blank.
 */
final class MacroExpander {

    // The longest published search has 5 thousand characters; this leaves room, and ends expansions that double.
    static final int MOST_CHARACTERS = 1 << 20;
    // Published macros nest two deep.
    static final int DEEPEST = 32;

    private static final String COMMENT = "```";

    private final Macros macros;

    MacroExpander(Macros macros) {
        this.macros = macros;
    }

    /** @throws SplException at an unknown macro, one that calls itself, an open comment or call, or a text too long */
    Expansion expand(String search) {
        if (search.length() > MOST_CHARACTERS) {
            Position start = new Position(0, 1, 1, List.of());
            throw new SplException(start, "search", tooLong("search", search.length()));
        }
        SourceText source = new SourceText(search);
        Run run = new Run(source);
        run.expand(search, null, List.of());
        return run.expanded.build();
    }

    private static String tooLong(String what, int length) {
        return "expected a " + what + " of at most " + MOST_CHARACTERS + " characters, but found " + length
                + " or more";
    }

    private final class Run {

        private final SourceText source;
        private final Expansion.Builder expanded;
        private int read;

        Run(SourceText source) {
            this.source = source;
            this.expanded = new Expansion.Builder(source);
        }

        /**
         * @param call where the outermost call stands; {@code null} for the search itself
         * @param chain names of the macros that the text comes from, outermost first
         */
        void expand(String text, @Nullable Position call, List<String> chain) {
            // One more than the length, so that many calls of an empty macro come to an end as well.
            read += text.length() + 1;
            if (call != null && read > MOST_CHARACTERS) {
                throw new SplException(call, chain.get(0), tooLong("search, with its macros,", read));
            }
            int copied = 0;
            int i = 0;
            while (i < text.length()) {
                char c = text.charAt(i);
                if (c == '"') {
                    int end = Quoting.end(text, i, '"');
                    i = end < 0 ? text.length() : end;
                } else if (c == '`') {
                    expanded.append(text.substring(copied, i), at(copied, call));
                    i = text.startsWith(COMMENT, i) ? comment(text, i, call) : call(text, i, call, chain);
                    copied = i;
                } else {
                    i += Quoting.isEscape(text, i) ? 2 : 1;
                }
            }
            expanded.append(text.substring(copied), at(copied, call));
        }

        private int comment(String text, int start, @Nullable Position call) {
            int end = text.indexOf(COMMENT, start + COMMENT.length());
            if (end < 0) {
                throw new SplException(at(start, call), COMMENT, "expected ``` to end the comment, but found none");
            }
            expanded.append(" ", at(start, call));
            return end + COMMENT.length();
        }

        /** Example: {@code `security_content_ctime(firstTime)`}. */
        private int call(String text, int start, @Nullable Position outer, List<String> chain) {
            int end = text.indexOf('`', start + 1);
            if (end < 0) {
                throw new SplException(at(start, outer), "`", "expected ` to end the macro call, but found none");
            }
            MacroCall call = MacroCall.parse(text.substring(start + 1, end));
            Position at = at(start, outer);
            if (chain.contains(call.name())) {
                throw new SplException(
                        at,
                        call.name(),
                        "expected a macro that ends, but found " + call.name() + " in its own expansion");
            }
            if (chain.size() == DEEPEST) {
                throw new SplException(
                        at, call.name(), "expected macros nested at most " + DEEPEST + " deep, but found more");
            }
            Optional<Macro> macro = macros.find(call.name(), call.arguments().size());
            if (macro.isEmpty()) {
                throw new SplException(
                        at,
                        call.name(),
                        macros.explainMissing(call.name(), call.arguments().size()));
            }
            List<String> inner = new ArrayList<>(chain);
            inner.add(call.name());
            expand(substitute(macro.get(), call.arguments(), at), at.in(inner), inner);
            return end + 1;
        }

        private Position at(int offset, @Nullable Position call) {
            return call == null ? source.position(offset) : call;
        }

        private String substitute(Macro macro, List<String> passed, Position at) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < passed.size(); i++) {
                values.put(macro.arguments().get(i), passed.get(i));
            }
            String definition = macro.definition();
            StringBuilder text = new StringBuilder();
            int i = 0;
            while (i < definition.length()) {
                int dollar = definition.indexOf('$', i);
                int end = dollar < 0 ? -1 : definition.indexOf('$', dollar + 1);
                if (end < 0) {
                    break;
                }
                String value = values.get(definition.substring(dollar + 1, end));
                // A $ that encloses no argument's name stands for itself; the next $ may still open one.
                text.append(definition, i, dollar).append(value == null ? "$" : value);
                i = value == null ? dollar + 1 : end + 1;
                if (text.length() > MOST_CHARACTERS) {
                    throw new SplException(at, macro.name(), tooLong("macro", text.length()));
                }
            }
            return text.append(definition, Math.min(i, definition.length()), definition.length())
                    .toString();
        }
    }
}
