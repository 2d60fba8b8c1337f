package io.outrider.spl;

import io.outrider.spl.Command.InputLookup;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses {@code inputlookup}. Example: {@code append=t hosts.csv where os=linux}. */
final class InputLookupParser {

    private final TokenStream tokens;

    InputLookupParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    InputLookup parse(Position position) {
        List<Option> options = new ArrayList<>();
        tokens.options(options);
        Name table = tokens.expectName("the name of a lookup");
        tokens.options(options);
        SearchExpression where =
                tokens.takeIfWord("where") ? new SearchExpressionParser(tokens, Set.of()).parse() : null;
        tokens.expectEnd("where or the end of inputlookup");
        return new InputLookup(position, options, table, where);
    }
}
