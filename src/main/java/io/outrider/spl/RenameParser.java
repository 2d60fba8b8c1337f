package io.outrider.spl;

import io.outrider.spl.Command.Rename;
import io.outrider.spl.Command.Renaming;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code rename}. Example: {@code Processes.* AS *, count AS "Number of events"}. */
final class RenameParser {

    private final TokenStream tokens;

    RenameParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Rename parse(Position position) {
        List<Renaming> renamings = new ArrayList<>();
        do {
            Name from = tokens.expectName("a field to rename");
            if (!tokens.takeIfWord("as")) {
                throw tokens.expected("AS behind " + from.text());
            }
            renamings.add(new Renaming(from, tokens.expectName("a new name behind AS")));
            tokens.takeIf(TokenType.COMMA);
        } while (!tokens.peek().is(TokenType.END));
        return new Rename(position, renamings);
    }
}
