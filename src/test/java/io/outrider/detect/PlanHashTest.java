package io.outrider.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import io.outrider.content.ContentLoader;
import io.outrider.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hash of a plan is the same in each process: sets that Java makes have another order in each. */
class PlanHashTest {

    @Test
    void isTheSameInEachProcessForAllPublishedDetections() throws IOException, InterruptedException {
        Path detections = Corpus.path("escu/detections");
        List<String> here = hashes(detections);

        assertThat(here).hasSizeGreaterThan(1000);
        for (int process = 0; process < 2; process++) {
            assertThat(elsewhere(detections)).isEqualTo(here);
        }
    }

    @Test
    void differsWhereWhatIsGatheredDoesAndNotWhereTheTailDoes() {
        Rule rule = Synthetic.rule("a", Synthetic.byThoseThatHave("host", Synthetic.count()));
        Rule byUser = Synthetic.rule("a", Synthetic.byThoseThatHave("user", Synthetic.count()));
        Rule filtered = Synthetic.rule(
                "a",
                Synthetic.byThoseThatHave("host", Synthetic.count()),
                Synthetic.where(Synthetic.compare(Synthetic.field("count"), ">", Synthetic.number(1))));

        assertThat(new HashSet<>(List.of(hash(rule), hash(byUser), hash(rule.with(Duration.ofHours(4))))))
                .hasSize(3);
        assertThat(hash(filtered)).isEqualTo(hash(rule));
    }

    private static String hash(Rule rule) {
        return PlanHash.of(new CompiledRule(rule, Synthetic.MODELS, Synthetic.bounded()));
    }

    private static List<String> elsewhere(Path detections) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        Hashes.class.getName(),
                        detections.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return lines;
    }

    private static List<String> hashes(Path detections) {
        DataModels models = DataModels.standard();
        List<String> hashes = new ArrayList<>();
        for (Rule rule : new ContentLoader(models, List.of(Path.of("detections", "macros")))
                .load(List.of(detections))
                .rules()) {
            hashes.add(rule.about().id() + ' ' + PlanHash.of(new CompiledRule(rule, models, Synthetic.bounded())));
        }
        return hashes;
    }

    /** Prints the hashes of detections. */
    static final class Hashes {

        private Hashes() {}

        public static void main(String... arguments) {
            hashes(Path.of(arguments[0])).forEach(System.out::println);
        }
    }
}
