package io.outrider.content;

import io.outrider.cim.DataModels;
import io.outrider.detect.SilentPart;
import io.outrider.rule.Detection;
import io.outrider.rule.Rule;
import io.outrider.spl.Compilation;
import io.outrider.spl.LookupSource;
import io.outrider.spl.Macro;
import io.outrider.spl.Macros;
import io.outrider.spl.Position;
import io.outrider.spl.SearchPlaces;
import io.outrider.spl.SearchSources;
import io.outrider.spl.SplCompiler;
import io.outrider.spl.SplProblem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a detection file and compiles its search. */
final class DetectionCompiler {

    private static final String SEARCH = "search";

    private final DataModels models;
    private final Function<Rule, Optional<String>> obstacles;

    /** @param obstacles why a rule cannot be run, though its search was compiled */
    DetectionCompiler(DataModels models, Function<Rule, Optional<String>> obstacles) {
        this.models = models;
        this.obstacles = obstacles;
    }

    /** @param surroundings equal as long as the macros and all else that a search refers to are */
    CompiledFile compile(Path path, String text, SharedContent shared, Object surroundings) {
        FileProblems problems = new FileProblems(path.toString());
        Optional<YamlMapping> mapping = YamlParser.parse(text, problems);
        if (mapping.isEmpty()) {
            return CompiledFile.none(text, surroundings, problems.all());
        }
        YamlMapping file = mapping.get();
        if (!file.has(SEARCH)) {
            problems.error(
                    SEARCH, "expected a detection, but found no key search; other content belongs into another folder");
            return CompiledFile.none(text, surroundings, problems.all());
        }
        Optional<Detection> about = DetectionReader.read(file, problems);
        String id = file.scalarText("id");
        String name = file.scalarText("name");
        Map<String, Optional<Macro>> calls = new HashMap<>();
        Map<String, LookupSource.Answer> tables = new HashMap<>();
        Optional<Compilation.Compiled> compiled = compile(
                file,
                FilterMacro.addTo(shared.macros(), path, name).recording(calls),
                shared.lookups().recording(tables),
                problems);
        Rule rule = problems.hasErrors() || about.isEmpty() || compiled.isEmpty()
                ? null
                : sound(
                        new Rule(
                                about.get(),
                                compiled.get().search(),
                                compiled.get().window()),
                        compiled.get().places(),
                        file,
                        problems);
        return new CompiledFile(
                text,
                surroundings,
                calls,
                tables,
                id,
                position(file, "id", id),
                name,
                position(file, "name", name),
                about.orElse(null),
                file.scalar(SEARCH)
                        .map(scalar -> SearchSources.of(scalar.getValue()))
                        .orElse(List.of()),
                rule,
                problems.all());
    }

    // What the engine cannot run is refused here, where it is told with its file: not when all rules are put together.
    private @Nullable Rule sound(Rule rule, SearchPlaces places, YamlMapping file, FileProblems problems) {
        Optional<String> obstacle = obstacles.apply(rule);
        obstacle.ifPresent(reason -> problems.error(
                file.position(SEARCH),
                SEARCH,
                "expected a search that the engine runs, but it cannot compile this one: " + reason));
        if (obstacle.isPresent()) {
            return null;
        }
        SilentPart.of(rule, models, null)
                .ifPresent(silent -> problems.warning(
                        places.of(silent.part())
                                .map(place -> places(file).at(place.offset()))
                                .orElseGet(() -> file.position(SEARCH)),
                        silent.why().construct(),
                        "expected a search that can give a row, but this one never does: "
                                + silent.why().text()));
        return rule;
    }

    private static ScalarPositions places(YamlMapping file) {
        return ScalarPositions.of(file.source(), file.scalar(SEARCH).orElseThrow());
    }

    private static @Nullable Position position(YamlMapping file, String key, @Nullable String value) {
        return value == null ? null : file.position(key);
    }

    private Optional<Compilation.Compiled> compile(
            YamlMapping file, Macros macros, LookupSource lookups, FileProblems problems) {
        String search = file.requiredText(SEARCH);
        if (search == null) {
            return Optional.empty();
        }
        ScalarPositions places = places(file);
        Compilation compilation = new SplCompiler(macros, models, lookups).compile(search);
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
