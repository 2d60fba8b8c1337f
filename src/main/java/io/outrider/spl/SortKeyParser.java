package io.outrider.spl;

import io.outrider.spl.Command.SortKey;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses a key of {@code sort}, and of {@code dedup ... sortby}. Examples: {@code -_time}, {@code + user}, {@code num(x)}. */
final class SortKeyParser {

    private static final Set<String> FUNCTIONS = Set.of("auto", "ip", "num", "str");

    private final TokenStream tokens;

    SortKeyParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    SortKey parse() {
        Token next = tokens.peek();
        Name name = tokens.expectName("a field to sort by");
        boolean descending = next.is(TokenType.WORD) && next.text().startsWith("-");
        boolean sign = descending || next.is(TokenType.WORD) && next.text().startsWith("+");
        if (sign && next.text().length() == 1) {
            next = tokens.peek();
            name = tokens.expectName("a field behind " + name.text());
        } else if (sign) {
            name = new Name(name.position(), next.text().substring(1));
            if (name.text().isEmpty()) {
                throw tokens.expected("a field to sort by");
            }
        }
        return next.is(TokenType.WORD) ? key(name, descending) : new SortKey(name, descending, null);
    }

    private static SortKey key(Name name, boolean descending) {
        String text = name.text();
        int open = text.indexOf('(');
        @Nullable String function = open > 0 && text.endsWith(")") ? text.substring(0, open) : null;
        if (function == null || !FUNCTIONS.contains(function.toLowerCase(Locale.ROOT))) {
            return new SortKey(name, descending, null);
        }
        Name field = new Name(name.position(), text.substring(open + 1, text.length() - 1));
        return new SortKey(field, descending, new Name(name.position(), function.toLowerCase(Locale.ROOT)));
    }
}
