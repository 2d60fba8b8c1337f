package io.outrider.content;

import io.outrider.spl.Macro;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads a macro file: {@code name}, {@code arguments}, {@code definition}. */
final class MacroReader {

    private MacroReader() {}

    /** Empty if there are errors. */
    static Optional<Macro> read(YamlMapping file, FileProblems problems) {
        String name = file.requiredText("name");
        String definition = file.requiredText("definition");
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
        return Optional.of(new Macro(name, arguments, definition));
    }
}
