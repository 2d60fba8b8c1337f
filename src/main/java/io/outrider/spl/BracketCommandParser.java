package io.outrider.spl;

import io.outrider.spl.Command.Append;
import io.outrider.spl.Command.AppendCols;
import io.outrider.spl.Command.AppendPipe;
import io.outrider.spl.Command.ForEach;
import io.outrider.spl.Command.Join;
import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;

/** Parses the commands with a pipeline in brackets. Example: {@code join type=left user, host [ search a=1 ]}. */
final class BracketCommandParser {

    private final TokenStream tokens;
    private final String name;

    /** @param name of the command, in small letters */
    BracketCommandParser(TokenStream tokens, String name) {
        this.tokens = tokens;
        this.name = name;
    }

    Command parse(Position position) {
        Arguments before = Arguments.parse(tokens);
        boolean takesFields = name.equals("join") || name.equals("foreach");
        Pipeline inside =
                tokens.expectSubsearch((takesFields ? "a field, " : "") + "an option or [ ... ] behind " + name);
        // Example: append [ search a=1 ] maxtime=60
        Arguments behind = Arguments.parse(tokens);
        behind.noFields(name);
        List<Option> options = new ArrayList<>(before.options());
        options.addAll(behind.options());
        return switch (name) {
            case "join" -> new Join(position, options, before.fields(), inside);
            case "foreach" -> new ForEach(position, options, before.fields(), inside);
            case "append" -> new Append(position, options, withoutFields(before, inside));
            case "appendcols" -> new AppendCols(position, options, withoutFields(before, inside));
            case "appendpipe" -> new AppendPipe(position, options, withoutFields(before, inside));
            default -> throw new IllegalArgumentException("expected a command with brackets, but found " + name);
        };
    }

    private Pipeline withoutFields(Arguments before, Pipeline inside) {
        before.noFields(name);
        return inside;
    }
}
