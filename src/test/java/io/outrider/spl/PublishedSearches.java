package io.outrider.spl;

import io.outrider.Corpus;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The searches of published detection files as trees, by the lexer and parser alone. */
final class PublishedSearches {

    private final Macros macros;

    PublishedSearches() throws IOException {
        macros = read(Corpus.path("escu/macros")).orElse(read(Path.of("detections", "macros")));
    }

    private static Macros read(Path folder) throws IOException {
        List<Macro> macros = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                Map<?, ?> yaml = yaml(file);
                List<String> arguments = yaml.get("arguments") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
                Object definition = yaml.get("definition");
                String name = String.valueOf(yaml.get("name")).replaceFirst("\\(\\d+\\)$", "");
                if (!name.endsWith("_filter")) {
                    macros.add(new Macro(name, arguments, definition == null ? "" : definition.toString()));
                }
            }
        }
        return new Macros(macros);
    }

    /** The tree of the rule's search, from its file. */
    Pipeline tree(Rule rule) {
        try {
            return parse(rule.about().source());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Pipeline parse(String file) throws IOException {
        Map<?, ?> yaml = yaml(Path.of(file));
        String name = String.valueOf(yaml.get("name")).toLowerCase(Locale.ROOT);
        String fileName = Path.of(file).getFileName().toString().replaceFirst("\\.yml$", "");
        Macros filters =
                new Macros(Stream.of(fileName, name.replaceAll("[^a-z0-9]", "_"), name.replaceAll("[^a-z0-9]+", "_"))
                        .distinct()
                        .map(macro -> new Macro(macro + "_filter", List.of(), "search *"))
                        .toList());
        Expansion expansion = new MacroExpander(macros.orElse(filters)).expand(String.valueOf(yaml.get("search")));
        Problems problems = new Problems();
        Pipeline pipeline = new PipelineParser(expansion, problems).parse();
        if (problems.hasErrors()) {
            throw new IllegalStateException(problems.errors().toString());
        }
        return pipeline;
    }

    private static Map<?, ?> yaml(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }
}
