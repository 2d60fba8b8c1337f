package io.outrider.content;

import io.outrider.spl.Macro;
import io.outrider.spl.Macros;
import io.outrider.spl.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Loads macro files. Of two that define one macro the second, by the order of the paths, is refused; a
 * file that is broken now goes on in the version that was good before. */
final class MacroLoader {

    private static final Position START = new Position(0, 1, 1, List.of());

    private final LoadedFiles before;
    private final List<Problem> problems;
    private final List<Path> paths = new ArrayList<>();
    private final List<Macro> loaded = new ArrayList<>();

    /** @param problems what is wrong with macro files is added to it */
    MacroLoader(LoadedFiles before, List<Problem> problems) {
        this.before = before;
        this.problems = problems;
    }

    /** All macros so far, in the order in which they were loaded. */
    List<Macro> loaded() {
        return List.copyOf(loaded);
    }

    /** Forgets the files that earlier loads had and this one has not. */
    void forgetOthers() {
        before.keepOnlyMacros(paths);
    }

    /** @param folders where the files were sought */
    Macros load(List<Path> files, List<Path> folders) {
        List<Macro> macros = new ArrayList<>();
        Map<String, String> definedIn = new HashMap<>();
        for (Path path : files) {
            FileProblems found = new FileProblems(path.toString());
            Optional<YamlMapping> file = ContentFile.read(path, found).flatMap(text -> YamlParser.parse(text, found));
            Optional<Macro> read = file.flatMap(mapping -> MacroReader.read(mapping, found));
            read.ifPresent(macro -> before.putGood(path, macro));
            Optional<Macro> macro = read.or(() -> before.goodMacro(path));
            paths.add(path);
            if (macro.isPresent()) {
                String first = definedIn.putIfAbsent(macro.get().signature(), found.file());
                if (first == null) {
                    macros.add(macro.get());
                } else {
                    Position at = file.map(mapping -> mapping.position("name")).orElse(START);
                    found.error(
                            at,
                            macro.get().signature(),
                            "expected one definition of macro " + macro.get().signature()
                                    + ", but found a second; the first is in " + first);
                }
            }
            problems.addAll(found.all(read.isEmpty() && macro.isPresent()));
        }
        loaded.addAll(macros);
        return new Macros(macros, folders.stream().map(Path::toString).toList());
    }
}
