package io.outrider.content;

import io.outrider.cim.DataModels;
import io.outrider.rule.Detection;
import io.outrider.rule.Rule;
import io.outrider.spl.Compilation;
import io.outrider.spl.Macros;
import io.outrider.spl.SplCompiler;
import io.outrider.spl.SplProblem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads detection files one after the other. Of two with one id or one name the second is refused. */
final class DetectionLoader {

    private static final String SEARCH = "search";

    private final DataModels models;
    private final Map<String, String> idIn = new HashMap<>();
    private final Map<String, String> nameIn = new HashMap<>();

    DetectionLoader(DataModels models) {
        this.models = models;
    }

    Content.Entry load(Path path, Macros macros) {
        FileProblems problems = new FileProblems(path.toString());
        Optional<YamlMapping> mapping =
                ContentFile.read(path, problems).flatMap(text -> YamlParser.parse(text, problems));
        if (mapping.isEmpty()) {
            return new Content.Entry(problems.file(), null, null, null, null, problems.all());
        }
        YamlMapping file = mapping.get();
        if (!file.has(SEARCH)) {
            problems.error(
                    SEARCH, "expected a detection, but found no key search; other content belongs into another folder");
            return new Content.Entry(problems.file(), null, null, null, null, problems.all());
        }
        Optional<Detection> about = DetectionReader.read(file, problems);
        String id = file.scalar("id").map(scalar -> scalar.getValue()).orElse(null);
        String name = file.scalar("name").map(scalar -> scalar.getValue()).orElse(null);
        refuseSecond(file, "id", id, idIn, problems);
        refuseSecond(file, "name", name, nameIn, problems);
        Optional<Compilation.Compiled> compiled = compile(file, FilterMacro.addTo(macros, path, name), problems);
        Rule rule = problems.hasErrors() || about.isEmpty() || compiled.isEmpty()
                ? null
                : new Rule(about.get(), compiled.get().search(), compiled.get().window());
        return new Content.Entry(problems.file(), id, name, about.orElse(null), rule, problems.all());
    }

    private static void refuseSecond(
            YamlMapping file, String key, @Nullable String value, Map<String, String> seen, FileProblems problems) {
        String first = value == null ? null : seen.putIfAbsent(value, problems.file());
        if (first != null) {
            problems.error(
                    file.position(key),
                    key,
                    "expected one detection with the " + key + " " + value + ", but found a second; the first is in "
                            + first);
        }
    }

    private Optional<Compilation.Compiled> compile(YamlMapping file, Macros macros, FileProblems problems) {
        String search = file.requiredText(SEARCH);
        if (search == null) {
            return Optional.empty();
        }
        ScalarPositions places =
                ScalarPositions.of(file.source(), file.scalar(SEARCH).orElseThrow());
        Compilation compilation = new SplCompiler(macros, models).compile(search);
        for (SplProblem warning : compilation.warnings()) {
            problems.warning(places.at(warning.position().offset()), warning.construct(), warning.message());
        }
        if (compilation instanceof Compilation.Refused refused) {
            for (SplProblem problem : refused.problems()) {
                problems.error(places.at(problem.position().offset()), problem.construct(), problem.message());
            }
            return Optional.empty();
        }
        return Optional.of((Compilation.Compiled) compilation);
    }
}
