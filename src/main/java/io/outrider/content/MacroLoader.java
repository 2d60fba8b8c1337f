package io.outrider.content;

import io.outrider.spl.Macro;
import io.outrider.spl.Macros;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads macro files. Of two that define one macro the second, by the order of the paths, is refused. */
final class MacroLoader {

    private final List<Problem> problems;

    /** @param problems what is wrong with macro files is added to it */
    MacroLoader(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param folders where the files were sought */
    Macros load(List<Path> files, List<Path> folders) {
        List<Macro> macros = new ArrayList<>();
        Map<String, String> definedIn = new HashMap<>();
        for (Path path : files) {
            FileProblems found = new FileProblems(path.toString());
            Optional<YamlMapping> file = ContentFile.read(path, found).flatMap(text -> YamlParser.parse(text, found));
            Optional<Macro> macro = file.flatMap(mapping -> MacroReader.read(mapping, found));
            if (macro.isPresent()) {
                String first = definedIn.putIfAbsent(macro.get().signature(), found.file());
                if (first == null) {
                    macros.add(macro.get());
                } else {
                    found.error(
                            file.get().position("name"),
                            macro.get().signature(),
                            "expected one definition of macro " + macro.get().signature()
                                    + ", but found a second; the first is in " + first);
                }
            }
            problems.addAll(found.all());
        }
        return new Macros(macros, folders.stream().map(Path::toString).toList());
    }
}
