package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.alert.AttackCatalog.Technique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every technique that the published rules name is in the catalog, and Sigma's tags agree with its tactics. */
class AttackCatalogCorpusTest {

    private static final AttackCatalog CATALOG = new AttackCatalog();

    // Example: "  - T1021.006" and "    - attack.t1021.006", the only list items of this form in either corpus
    private static final Pattern ESCU_ID = Pattern.compile("(?m)^\\s*- ['\"]?(T\\d{4}(?:\\.\\d{3})?)['\"]?\\s*$");
    private static final Pattern SIGMA_TAG = Pattern.compile("(?m)^\\s*- ['\"]?attack\\.([a-z0-9.-]+)['\"]?\\s*$");
    private static final Pattern TECHNIQUE = Pattern.compile("t\\d{4}(\\.\\d{3})?");
    private static final Pattern OTHER_ATTACK_ID =
            Pattern.compile("[a-z]{1,2}\\d{4}"); // groups, software, data sources

    @Test
    void everyIdOfTheSplunkDetectionsIsKnown() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (String file : files("escu/detections")) {
            Matcher matcher = ESCU_ID.matcher(file);
            while (matcher.find()) {
                ids.add(matcher.group(1));
            }
        }
        assertThat(ids).hasSizeGreaterThan(300);
        assertThat(CATALOG.ids()).containsAll(ids);
    }

    @Test
    void everyIdOfTheSigmaRulesIsKnown() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (String file : files("sigma/rules")) {
            ids.addAll(Tags.of(file).techniques());
        }
        assertThat(ids).hasSizeGreaterThan(380);
        assertThat(CATALOG.ids()).containsAll(ids);
    }

    @Test
    void tacticOfARuleWithOneTechniqueIsAmongThoseOfTheTechnique() throws IOException {
        List<String> disagreements = new ArrayList<>();
        Set<String> pairs = new TreeSet<>();
        for (String file : files("sigma/rules")) {
            Tags tags = Tags.of(file);
            if (tags.techniques().size() == 1 && tags.tactics().size() == 1) {
                String id = tags.techniques().get(0);
                String tactic = tags.tactics().get(0);
                pairs.add(id + ' ' + tactic);
                if (tactics(id).noneMatch(tactic::equals)) {
                    disagreements.add(id + " has " + tactics(id).toList() + ", Sigma says " + tactic);
                }
            }
        }
        assertThat(pairs).hasSizeGreaterThan(200);
        assertThat(disagreements).isEmpty();
    }

    private static Stream<String> tactics(String id) {
        return CATALOG.technique(id).map(Technique::tactics).orElse(List.of()).stream()
                .map(tactic -> tactic.caption().toLowerCase(Locale.ROOT).replace(' ', '-'));
    }

    private static List<String> files(String folder) throws IOException {
        try (Stream<Path> paths = Files.walk(Corpus.path(folder))) {
            List<String> texts = new ArrayList<>();
            for (Path path : paths.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(path));
            }
            return texts;
        }
    }

    private record Tags(List<String> techniques, List<String> tactics) {

        static Tags of(String sigmaRule) {
            List<String> techniques = new ArrayList<>();
            List<String> tactics = new ArrayList<>();
            Matcher matcher = SIGMA_TAG.matcher(sigmaRule);
            while (matcher.find()) {
                String tag = matcher.group(1);
                if (TECHNIQUE.matcher(tag).matches()) {
                    techniques.add(tag.toUpperCase(Locale.ROOT));
                } else if (!OTHER_ATTACK_ID.matcher(tag).matches()) {
                    tactics.add(tag);
                }
            }
            return new Tags(techniques, tactics);
        }
    }
}
