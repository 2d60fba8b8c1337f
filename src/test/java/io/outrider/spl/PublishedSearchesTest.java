package io.outrider.spl;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every published search that is not deprecated, and whose macros are known, has a tree. */
class PublishedSearchesTest {

    private static final Pattern FILTER = Pattern.compile("`([a-z0-9_]+_filter)`");
    // Files that the publisher withdrew; their searches are not maintained.
    private static final String DEPRECATED = "deprecated";

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> notKnown = new TreeMap<>();
    private int parsed;
    private int warned;

    @Test
    void everySearchWithKnownMacrosHasATree() throws IOException {
        List<Macro> macros = new ArrayList<>();
        macros.add(new Macro("drop_dm_object_name", List.of("object"), "rename $object$.* AS *"));
        for (Map<?, ?> file : files(Corpus.path("escu/macros"))) {
            List<String> arguments = new ArrayList<>();
            if (file.get("arguments") instanceof List<?> names) {
                names.forEach(name -> arguments.add(String.valueOf(name)));
            }
            Object definition = file.get("definition");
            if (definition != null && !String.valueOf(definition).isBlank()) {
                macros.add(new Macro(String.valueOf(file.get("name")), arguments, String.valueOf(definition)));
            }
        }
        for (Map<?, ?> file : files(Corpus.path("escu/detections"))) {
            if (!DEPRECATED.equals(file.get("status"))) {
                parse(String.valueOf(file.get("name")), String.valueOf(file.get("search")), macros);
            }
        }

        System.out.printf(
                "%d published searches have trees, %d of them with a warning; commands without a grammar: %s%n",
                parsed, warned, notKnown);
        failures.forEach(System.out::println);
        assertThat(parsed).isPositive();
        assertThat(failures).isEmpty();
    }

    private void parse(String name, String search, List<Macro> published) {
        List<Macro> macros = new ArrayList<>(published);
        Set<String> known = new HashSet<>();
        published.forEach(macro -> known.add(macro.name()));
        Matcher filter = FILTER.matcher(search);
        while (filter.find()) {
            if (known.add(filter.group(1))) {
                macros.add(new Macro(filter.group(1), List.of(), "search *"));
            }
        }
        Expansion expansion;
        try {
            expansion = new MacroExpander(new Macros(macros)).expand(search);
        } catch (SplException e) {
            System.out.println(name + ": " + e.getMessage());
            return;
        }
        Problems problems = new Problems();
        Pipeline pipeline = new PipelineParser(expansion, problems).parse();
        problems.errors().forEach(error -> failures.add(name + ": " + error));
        parsed += problems.hasErrors() ? 0 : 1;
        warned += problems.warnings().isEmpty() ? 0 : 1;
        for (Command command : pipeline.commands()) {
            if (command instanceof Command.OtherCommand other) {
                notKnown.merge(other.name(), 1, Integer::sum);
            }
        }
    }

    private static List<Map<?, ?>> files(Path folder) throws IOException {
        List<Map<?, ?>> files = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> found = paths.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            for (Path path : found) {
                Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
                if (file instanceof Map<?, ?> mapping && !path.toString().contains("/" + DEPRECATED + "/")) {
                    files.add(mapping);
                }
            }
        }
        return files;
    }
}
