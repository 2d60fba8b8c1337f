package io.outrider.spl;

import io.outrider.spl.Command.Lookup;
import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Renaming;
import java.util.ArrayList;
import java.util.List;

/** Parses {@code lookup}. Example: {@code update=true tools name AS process_name OUTPUT description AS note, score}. */
final class LookupParser {

    private final TokenStream tokens;

    LookupParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Lookup parse(Position position) {
        List<Option> options = new ArrayList<>();
        tokens.options(options);
        Name table = tokens.expectName("the name of a lookup");
        List<Renaming> inputs = fields();
        if (inputs.isEmpty()) {
            throw tokens.expected("a field behind the lookup " + table.text());
        }
        List<Renaming> outputs = List.of();
        boolean onlyNew = tokens.peek().isWordInAnyCase("OUTPUTNEW");
        if (atOutput()) {
            tokens.take();
            outputs = fields();
            if (outputs.isEmpty()) {
                throw tokens.expected("a field behind " + (onlyNew ? "OUTPUTNEW" : "OUTPUT"));
            }
        }
        tokens.expectEnd("a field, AS, OUTPUT, OUTPUTNEW or the end of lookup");
        return new Lookup(position, options, table, inputs, outputs, onlyNew);
    }

    private boolean atOutput() {
        return tokens.peek().isWordInAnyCase("OUTPUT") || tokens.peek().isWordInAnyCase("OUTPUTNEW");
    }

    /** Example: {@code name AS process_name, dest}; a field without AS is named alike on both sides. */
    private List<Renaming> fields() {
        List<Renaming> fields = new ArrayList<>();
        while (!tokens.peek().is(TokenType.END) && !atOutput()) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            Name column = tokens.expectName("a field");
            Name as = tokens.takeIfWord("as") ? tokens.expectName("a field behind AS") : column;
            fields.add(new Renaming(column, as));
        }
        return fields;
    }
}
