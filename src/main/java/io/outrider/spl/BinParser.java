package io.outrider.spl;

import io.outrider.spl.Command.Bin;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code bin}, also written {@code bucket}. Example: {@code _time span=5m AS slot}. */
final class BinParser {

    private final TokenStream tokens;

    BinParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Bin parse(Position position) {
        List<Option> options = new ArrayList<>();
        tokens.options(options);
        Name field = tokens.expectName("a field behind bin");
        tokens.options(options);
        Name as = tokens.takeIfWord("as") ? tokens.expectName("a new name behind AS") : null;
        tokens.options(options);
        tokens.expectEnd("an option, AS or the end of bin");
        return new Bin(position, options, field, as);
    }
}
