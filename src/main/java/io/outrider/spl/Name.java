package io.outrider.spl;

import java.util.List;

/** A field, column, function or option by its name, without quotes. */
record Name(Position position, String text) {

    static List<String> texts(List<Name> names) {
        return names.stream().map(Name::text).toList();
    }
}
