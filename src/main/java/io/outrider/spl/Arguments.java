package io.outrider.spl;

import io.outrider.spl.Command.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options and fields in any order, with or without commas. Example: {@code value=0 a, b}. */
record Arguments(TokenStream tokens, List<Option> options, List<Name> fields) {

    Arguments {
        options = List.copyOf(options);
        fields = List.copyOf(fields);
    }

    /** Reads until something stands there that is neither, as the end or a bracket. */
    static Arguments parse(TokenStream tokens) {
        List<Option> options = new ArrayList<>();
        List<Name> fields = new ArrayList<>();
        while (true) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            if (tokens.atOption()) {
                options.add(tokens.option());
            } else if (tokens.peek().is(TokenType.WORD) || tokens.peek().is(TokenType.STRING)) {
                fields.add(tokens.name(tokens.take()));
            } else {
                return new Arguments(tokens, options, fields);
            }
        }
    }

    /** The one field that {@code command} takes. */
    Name field(String command) {
        Name field = fieldOrNull(command);
        if (field == null) {
            throw tokens.expected("a field behind " + command);
        }
        return field;
    }

    /** The one field that {@code command} may take, or {@code null}. */
    @Nullable
    Name fieldOrNull(String command) {
        end(command);
        if (fields.size() > 1) {
            throw unexpected("one field behind " + command, fields.get(1));
        }
        return fields.isEmpty() ? null : fields.get(0);
    }

    void noFields(String command) {
        end(command);
        if (!fields.isEmpty()) {
            throw unexpected("options as name=value behind " + command, fields.get(0));
        }
    }

    void noOptions(String command) {
        if (!options.isEmpty()) {
            throw unexpected("no option of " + command, options.get(0).name());
        }
    }

    void end(String command) {
        tokens.expectEnd("a field, an option or the end of " + command);
    }

    private static SplException unexpected(String what, Name found) {
        return new SplException(
                found.position(), found.text(), "expected " + what + ", but found '" + found.text() + "'");
    }
}
