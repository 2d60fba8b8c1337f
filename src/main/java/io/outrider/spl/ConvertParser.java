package io.outrider.spl;

import io.outrider.spl.Command.Conversion;
import io.outrider.spl.Command.Convert;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code convert}. Example: {@code timeformat="%H:%M" ctime(firstTime) AS first, ctime(lastTime)}. */
final class ConvertParser {

    private final TokenStream tokens;

    ConvertParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Convert parse(Position position) {
        List<Option> options = new ArrayList<>();
        List<Conversion> conversions = new ArrayList<>();
        do {
            Name name = tokens.expectName("a function, as ctime(...)");
            if (tokens.peek().isOperator("=")) {
                tokens.take();
                Name value = tokens.expectName("a value for the option " + name.text());
                options.add(new Option(name, new Literal(value.position(), value.text(), true)));
            } else {
                conversions.add(conversion(name));
            }
            tokens.takeIf(TokenType.COMMA);
        } while (!tokens.peek().is(TokenType.END));
        return new Convert(position, options, conversions);
    }

    private Conversion conversion(Name function) {
        tokens.expect(TokenType.OPEN, "behind " + function.text());
        Name field = tokens.expectName("a field in " + function.text() + "(...)");
        tokens.expect(TokenType.CLOSE, "behind the field of " + function.text());
        Name as = tokens.takeIfWord("as") ? tokens.expectName("a new name behind AS") : null;
        return new Conversion(function, field, as);
    }
}
