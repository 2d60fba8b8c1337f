package io.outrider.spl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The lookup tables of a folder: definitions (YAML) and tables (CSV), read when a search names them. */
final class ReferenceLookups {

    private static final Pattern MATCH_TYPE = Pattern.compile("(\\w+)\\(([^)]*)\\)");

    private final Path folder;
    private final Map<String, Map<?, ?>> definitions = new TreeMap<>();
    private final Map<String, ReferenceTable> tables = new TreeMap<>();

    ReferenceLookups(Path folder) throws IOException {
        this.folder = folder;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                Map<?, ?> yaml =
                        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                definitions.putIfAbsent(String.valueOf(yaml.get("name")), yaml);
            }
        }
    }

    ReferenceTable table(String name) {
        return tables.computeIfAbsent(name, this::read);
    }

    private ReferenceTable read(String name) {
        Map<?, ?> definition = definitions.getOrDefault(name, Map.of());
        String file = definition.containsKey("filename")
                ? String.valueOf(definition.get("filename"))
                : name.endsWith(".csv") ? name : name + ".csv";
        if (!Files.exists(folder.resolve(file))) {
            throw new UnsupportedOperationException("lookup " + name);
        }
        List<List<String>> csv;
        try {
            csv = ReferenceCsv.rows(Files.readString(folder.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> columns = csv.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> cells : csv.subList(1, csv.size())) {
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), i < cells.size() ? cells.get(i) : "");
            }
            rows.add(row);
        }
        Map<String, String> matchTypes = new TreeMap<>();
        Matcher type = MATCH_TYPE.matcher(String.valueOf(definition.get("match_type")));
        while (type.find()) {
            matchTypes.put(type.group(2).strip(), type.group(1));
        }
        Object otherwise = definition.get("default_match");
        return new ReferenceTable(
                columns,
                rows,
                matchTypes,
                !"false".equalsIgnoreCase(String.valueOf(definition.get("case_sensitive_match"))),
                number(definition, "min_matches", 0),
                number(definition, "max_matches", 100),
                otherwise == null ? null : otherwise.toString());
    }

    private static int number(Map<?, ?> definition, String key, int otherwise) {
        return definition.containsKey(key) ? Integer.parseInt(String.valueOf(definition.get(key))) : otherwise;
    }
}
