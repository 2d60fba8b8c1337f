package io.outrider.spl;

import io.outrider.spl.Command.DataModel;
import io.outrider.spl.Command.From;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code from} and {@code datamodel}. Examples: {@code from datamodel:"Web.Web"}, {@code datamodel Web Web search}. */
final class FromParser {

    private final TokenStream tokens;

    FromParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    From from(Position position) {
        Token first = tokens.peek();
        Name kind = tokens.expectName("datamodel, lookup or the like behind from");
        int colon = first.is(TokenType.WORD) ? first.text().indexOf(':') : -1;
        boolean whole = colon > 0 && colon < first.text().length() - 1;
        Name name;
        if (whole) { // Example: from datamodel:Web.Web
            name = new Name(kind.position(), first.text().substring(colon + 1));
        } else {
            if (tokens.peek().isOperator("=")) { // Example: from datamodel=Web.Web
                tokens.take();
            }
            name = tokens.expectName("a name behind " + kind.text());
        }
        tokens.expectEnd("the end of from");
        return new From(
                position, colon > 0 ? new Name(kind.position(), first.text().substring(0, colon)) : kind, name);
    }

    DataModel dataModel(Position position) {
        List<Name> words = new ArrayList<>();
        while (!tokens.peek().is(TokenType.END)) {
            words.add(tokens.expectName("a word behind datamodel"));
        }
        return new DataModel(position, words);
    }
}
