package io.outrider.content;

import io.outrider.spl.Macro;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads a macro file: {@code name}, {@code arguments}, {@code definition}. */
final class MacroReader {

    private static final String DEFINITION = "definition";

    private MacroReader() {}

    /**
     * Empty if there are errors. A blank definition is an empty macro: of a filter it keeps every row, elsewhere there is
     * a warning, for a search has seldom room for nothing.
     */
    static Optional<Macro> read(YamlMapping file, FileProblems problems) {
        String name = file.requiredText("name");
        String definition = file.isBlank(DEFINITION) ? "" : file.requiredText(DEFINITION);
        List<String> arguments = file.texts("arguments");
        if (new HashSet<>(arguments).size() != arguments.size()) {
            problems.error(
                    file.position("arguments"),
                    "arguments",
                    "expected arguments of different names, but found " + arguments);
        }
        if (problems.hasErrors() || name == null || definition == null) {
            return Optional.empty();
        }
        if (!definition.isEmpty()) {
            return Optional.of(new Macro(name, arguments, definition));
        }
        if (FilterMacro.isName(name)) {
            return Optional.of(new Macro(name, arguments, FilterMacro.KEEPS_ALL));
        }
        problems.warning(
                file.position(DEFINITION),
                name,
                "expected a definition of macro " + name
                        + ", but found a blank one; its calls are replaced by nothing");
        return Optional.of(new Macro(name, arguments, ""));
    }
}
